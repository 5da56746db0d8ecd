import type { Rule } from '../check';
import { describe, describeTarget, groupBy, type GraphObject } from '../graph/graph';
import { kindOf, listAt } from '../graph/manifest';
import type { Reference } from '../graph/references';

const GRANT = 'gateway.networking.k8s.io/ReferenceGrant';

/** The fields of the Gateway API, and the one of a claim, that may lead to another namespace by a grant only. */
const GRANTED = /(backendRefs?|ertificateRefs?|dataSourceRef)(\[\d+\])?\.name$/;

/**
 * A backend or certificate in another namespace is released to the route or Gateway by a ReferenceGrant
 * there. Only what the program makes is judged: elsewhere, others grant.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export const referenceIsGranted: Rule = {
  name: 'reference-is-granted',
  severity: 'error',
  description:
    'A backend or certificate in another namespace is released by a ReferenceGrant there.',
  *check(graph) {
    const grants = groupBy(graph.of(GRANT), ({ namespace }) => namespace);
    for (const reference of graph.references) {
      const { from, field, to } = reference;
      if (to.key !== undefined || to.port !== undefined || to.namespace === from.namespace)
        continue;
      if (!mayNeedGrant(reference) || !graph.find(to)) continue;
      const there = grants.get(to.namespace) ?? [];
      if (there.some((grant) => releases(grant, reference))) continue;
      const [group = '', kind = ''] = kindOf(from.manifest).split('/');
      const [toGroup = '', toKind = ''] = to.kind.split('/');
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} leads to ${describeTarget(to)} of another namespace in ${field}, and no ReferenceGrant of namespace "${to.namespace ?? ''}" releases it${there[0] ? `: ${describe(there[0].manifest)} is for others` : ''}`,
        fix: `add to namespace "${to.namespace ?? ''}" a ReferenceGrant from group "${group}", kind "${kind}", namespace "${from.namespace ?? ''}" to group "${toGroup}", kind "${toKind}"`,
      };
    }
  },
};

function mayNeedGrant({ from, field }: Reference): boolean {
  const kind = kindOf(from.manifest);
  return (
    GRANTED.test(field) &&
    (kind.startsWith('gateway.networking.k8s.io/') || kind === '/PersistentVolumeClaim')
  );
}

function releases({ manifest }: GraphObject, { from, to }: Reference): boolean {
  const kind = kindOf(from.manifest);
  return (
    listAt(manifest, 'spec.from').some(
      (each) => kindIn(each) === kind && each.namespace === from.namespace,
    ) &&
    listAt(manifest, 'spec.to').some(
      (each) => kindIn(each) === to.kind && (!each.name || each.name === to.name),
    )
  );
}

function kindIn({ group, kind }: Record<string, unknown>): string {
  return `${typeof group === 'string' ? group : ''}/${String(kind)}`;
}
