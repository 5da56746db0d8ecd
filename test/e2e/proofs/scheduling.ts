import { pods, startAfresh } from '../cluster';
import { inNamespace, type Proof } from '../proof';

export const scheduling: readonly Proof[] = [
  {
    claim:
      'pods that keep away from each other are on two nodes, and one that keeps close is beside one',
    of: inNamespace('taller-scheduling', 'Deployment web', 'Deployment cache'),
    prove: async () => {
      await startAfresh('taller-scheduling', 'dist/scheduling.k8s.yaml');
      const nodesOf = async (app: string) =>
        (await pods('taller-scheduling', `app=${app}`)).map(({ spec }) => spec.nodeName);
      const [web, cache] = await Promise.all([nodesOf('web'), nodesOf('cache')]);
      expect(new Set(web).size).toBe(2);
      expect(web).toContain(cache[0]);
    },
  },
  {
    claim: 'pods that a node may take with it are spread over the nodes',
    of: inNamespace('taller-pod-disruption-budget', 'Deployment web', 'Deployment workers'),
    prove: async () => {
      await startAfresh('taller-pod-disruption-budget', 'dist/pod-disruption-budget.k8s.yaml');
      for (const app of ['web', 'workers']) {
        const all = await pods('taller-pod-disruption-budget', `app=${app}`);
        expect(new Set(all.map(({ spec }) => spec.nodeName)).size).toBe(2);
      }
    },
  },
];
