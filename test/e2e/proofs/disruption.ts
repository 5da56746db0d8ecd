import { kubectl, pods } from '../cluster';
import { idOf, ofKind } from '../dist';
import { eventually } from '../eventually';
import type { Proof } from '../proof';

interface Budget {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly selector: { readonly matchLabels: Readonly<Record<string, string>> } };
  readonly status: { readonly disruptionsAllowed: number; readonly expectedPods: number };
}

async function budgets(): Promise<readonly Budget[]> {
  const { items } = await kubectl.json<{ items: readonly Budget[] }>(['get', 'pdb', '-A']);
  const declared = new Set(ofKind('PodDisruptionBudget').map(idOf));
  return items.filter(({ metadata: { namespace, name } }) =>
    declared.has(`PodDisruptionBudget ${namespace}/${name}`),
  );
}

/** Whether the pod may be evicted, which it then is. */
async function evict(namespace: string, name: string): Promise<boolean> {
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace, name } };
  const { code, stderr } = await kubectl.try(['create', '--raw', path, '-f', '-'], {
    input: JSON.stringify(eviction),
  });
  if (code !== 0) expect(stderr).toMatch(/violate the pod's disruption budget/);
  return code === 0;
}

export const disruption: readonly Proof[] = [
  {
    claim: 'of the pods of a budget so many may be evicted as it allows, and no more',
    of: ofKind('PodDisruptionBudget').map(idOf),
    prove: async () => {
      await eventually(async () => {
        const idle = (await budgets()).filter(({ status }) => status.disruptionsAllowed === 0);
        expect(idle.map(({ metadata }) => metadata.namespace)).toEqual([]);
      });
      const wrong: string[] = [];
      for (const { metadata, spec, status } of await budgets()) {
        const { namespace, name } = metadata;
        const { disruptionsAllowed: allowed, expectedPods: all } = status;
        const selector = Object.entries(spec.selector.matchLabels).map((pair) => pair.join('='));
        const some = (await pods(namespace, selector.join(','))).slice(0, allowed + 1);
        // At once: a pod that was replaced meanwhile would make room for another eviction.
        const evicted = await Promise.all(some.map((pod) => evict(namespace, pod.metadata.name)));
        const gone = evicted.filter(Boolean).length;
        if (gone !== allowed || allowed === 0 || allowed >= all)
          wrong.push(`${namespace}/${name}: ${gone} of ${all}, and ${allowed} are allowed`);
      }
      expect(wrong).toEqual([]);
    },
  },
];
