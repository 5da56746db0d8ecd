import { ApiObject, type App, Names } from 'cdk8s';
import { AbstractPod, Pod } from 'cdk8s-plus-28';
import { isClusterScoped, type Manifest } from '../graph/manifest';
import { amend, type Draft, section } from './amend';
import { rollWhenConfigChanges } from './config-rollout';
import { withoutDefaults } from './without-defaults';

/**
 * Makes what cdk8s-plus writes fit to be read, and to be applied again after code has moved. Call it
 * once, when every construct of `app` is made.
 *
 * cdk8s-plus selects pods by `cdk8s.io/metadata.addr`, a hash of the construct path. Selectors are
 * immutable, so with a hash `kubectl apply` fails as soon as somebody moves the code. Each such label
 * and selector becomes `app: <name>`, with the name of the workload, or the `app` label that its pods
 * were given.
 *
 * A workload that reads a ConfigMap of the program is rolled out again when that changes.
 *
 * A cluster-scoped object loses the namespace that cdk8s puts on everything in a chart.
 */
export function tidy(app: App): void {
  const constructs = app.node.findAll();
  const names = new Map<string, string>();
  for (const pod of constructs) {
    if (!(pod instanceof AbstractPod)) continue;
    names.set(Names.toLabelValue(pod), pod.podMetadata.getLabel('app') ?? pod.name);
  }
  for (const object of constructs) {
    if (!ApiObject.isApiObject(object)) continue;
    amend(
      object,
      (draft) => {
        chooseLabels(draft, names);
      },
      withoutDefaults,
      withoutStrayNamespace,
    );
  }
  rollWhenConfigChanges(app);
}

function withoutStrayNamespace(draft: Draft): void {
  if (isClusterScoped(draft as unknown as Manifest)) {
    Reflect.deleteProperty(section(draft, 'metadata'), 'namespace');
  }
}

function chooseLabels(node: object, names: ReadonlyMap<string, string>): void {
  const labels = node as Draft;
  const address = labels[Pod.ADDRESS_LABEL];
  if (typeof address === 'string') {
    labels.app ??= names.get(address) ?? address;
    Reflect.deleteProperty(labels, Pod.ADDRESS_LABEL);
  }
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child !== null) chooseLabels(child as object, names);
  }
}
