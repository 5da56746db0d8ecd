import { Chart, Size } from 'cdk8s';
import { Cpu, Pod } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { LimitRange } from '../../constructs/limit-range';
import { ResourceQuota } from '../../constructs/resource-quota';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import type { Environment } from '../../environments';

/**
 * A part of the cluster for one team: names need to be unique only within it, and it has a share of the
 * CPU and memory that it cannot exceed. `default` and the `kube-` namespaces, which every cluster has,
 * are not for teams.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export class NamespaceLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-namespace';
    super(
      scope,
      'namespace',
      application({ namespace, name: 'namespace', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // For each container: what it gets when it says nothing, and how much it may ask for at most.
    new LimitRange(this, 'containers', {
      metadata: { name: 'containers' },
      defaults: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(100) },
        memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
      },
      max: { cpu: Cpu.millis(500), memory: Size.mebibytes(256) },
    });

    // Its container says nothing about CPU and memory: `kubectl get pod mi-pod -o yaml` shows what it
    // was given. Another namespace could have a `mi-pod` too.
    new Pod(this, 'mi-pod', {
      metadata: { name: 'mi-pod' },
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'app',
          image: images.httpEcho,
          args: ['-text=I live in taller-namespace', '-listen=:8080'],
          portNumber: 8080,
          // Empty, because cdk8s-plus asks for a whole CPU where nothing stands.
          resources: {},
        }),
      ],
    });

    // For all pods of the team together. With it, a pod that does not say its requests and limits is
    // refused, so it needs the defaults above. It comes last because a quota so new that nothing was
    // counted yet may turn pods away, and nobody tries again for a Pod by itself.
    new ResourceQuota(this, 'team', {
      metadata: { name: 'team' },
      total: {
        cpu: { request: Cpu.units(1), limit: Cpu.units(2) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
      },
      counts: { pods: 10, 'services.nodeports': 0 },
    });
  }
}
