import { get, kubectl, patch, type Pod, pods } from '../cluster';
import { eventually } from '../eventually';
import { inNamespace, type Proof } from '../proof';
import { read, reads, thousand } from '../visitor';

const namespace = 'taller-rollout';
const of = (...objects: readonly string[]) => inNamespace(namespace, ...objects);

/** Sets the text of a Deployment, and tells which texts its pods had at each look until all have it. */
async function looksWhileChanging(name: string, text: string): Promise<string[][]> {
  const path = '/spec/template/spec/containers/0/args/0';
  const change = JSON.stringify([{ op: 'replace', path, value: `-text=${text}` }]);
  await kubectl.text([
    ...['-n', namespace, 'patch', `deploy/${name}`],
    '--type=json',
    '-p',
    change,
  ]);
  const looks: string[][] = [];
  await eventually(async () => {
    const { items } = await kubectl.json<{ items: readonly Pod[] }>([
      ...['-n', namespace, 'get', 'pods'],
      '-l',
      `app=${name}`,
    ]);
    // A pod that has ended may still be listed.
    const alive = items.filter(({ status }) => !/Succeeded|Failed/.test(status.phase ?? ''));
    const texts = alive.map(({ spec }) => spec.containers[0]?.args?.[0] ?? '');
    looks.push([...new Set(texts)]);
    expect(new Set(texts)).toEqual(new Set([`-text=${text}`]));
    for (const pod of alive) expect(pod.status.containerStatuses).toMatchObject([{ ready: true }]);
  });
  return looks;
}

export const rollouts: readonly Proof[] = [
  {
    claim:
      'a Deployment goes back to the version before, and waits with a change while it is paused',
    of: inNamespace('taller-deployment', 'Deployment backend'),
    prove: async () => {
      const backend = (...args: readonly string[]) =>
        kubectl.text(['-n', 'taller-deployment', ...args]);
      const debug = async () =>
        (await pods('taller-deployment', 'app=backend')).map(
          ({ spec }) => spec.containers[0]?.env?.[0]?.value,
        );
      expect(await debug()).toEqual(['true', 'true', 'true']);
      await backend('set', 'env', 'deploy/backend', 'DEBUG=false');
      await eventually(async () => {
        expect(await debug()).toContain('false');
      });
      await backend('rollout', 'undo', 'deploy/backend');
      await backend('rollout', 'status', 'deploy/backend', '--timeout=90s');
      await eventually(async () => {
        expect(await debug()).toEqual(['true', 'true', 'true']);
      });
      await patch('taller-deployment', 'deploy/backend', { spec: { paused: true } });
      await backend('set', 'env', 'deploy/backend', 'DEBUG=later');
      await eventually(async () => {
        const { metadata, status } = await get('Deployment taller-deployment/backend');
        expect(status?.observedGeneration).toBe(metadata.generation);
      });
      expect(await debug()).toEqual(['true', 'true', 'true']);
      await kubectl.text(['apply', '-f', 'dist/deployment.k8s.yaml']);
      const kept = await kubectl.json<{ items: unknown[] }>([
        '-n',
        'taller-deployment',
        'get',
        'rs',
      ]);
      expect(kept.items.length).toBeGreaterThanOrEqual(2);
    },
  },
  {
    claim: 'a rolling update has both versions for a while',
    of: of('Deployment rolling', 'Service rolling'),
    prove: async () => {
      expect(await read(`http://rolling.${namespace}`)).toBe('rolling v1');
      const looks = await looksWhileChanging('rolling', 'rolling v2');
      expect(looks.some(({ length }) => length === 2)).toBe(true);
      await reads(`http://rolling.${namespace}`, 'rolling v2');
    },
  },
  {
    claim: 'with Recreate no version meets the other',
    of: of('Deployment recreate', 'Service recreate'),
    prove: async () => {
      expect(await read(`http://recreate.${namespace}`)).toBe('recreate v1');
      const looks = await looksWhileChanging('recreate', 'recreate v2');
      expect(looks.filter(({ length }) => length > 1)).toEqual([]);
      await reads(`http://recreate.${namespace}`, 'recreate v2');
    },
  },
  {
    claim:
      'of 1,000 visits, all are for blue; after the switch all are for green, and none is lost',
    of: of(
      'Deployment blue',
      'Deployment green',
      'Service blue-green',
      'Service blue-green-preview',
    ),
    prove: async () => {
      const url = `http://blue-green.${namespace}`;
      expect(await thousand(url)).toEqual({ 'blue v1': 1000 });
      const during = thousand(url);
      await patch(namespace, 'service/blue-green', { spec: { selector: { app: 'green' } } });
      const texts = await during;
      expect((texts['blue v1'] ?? 0) + (texts['green v2'] ?? 0)).toBe(1000);
      await reads(url, 'green v2');
      expect(await thousand(url)).toEqual({ 'green v2': 1000 });
    },
  },
  {
    claim: 'of 1,000 visits about a tenth are for the canary, whose pods are one in ten',
    of: of('Deployment canary-stable', 'Deployment canary-next', 'Service canary'),
    prove: async () => {
      const { 'canary v1': stable = 0, 'canary v2': next = 0 } = await thousand(
        `http://canary.${namespace}`,
      );
      expect(stable + next).toBe(1000);
      // Four standard deviations of a share of one in ten: 9.5 each.
      expect(next).toBeGreaterThan(62);
      expect(next).toBeLessThan(138);
    },
  },
];

/** Puts back what the proofs changed. */
export const restoreRollouts = () => kubectl.text(['apply', '-f', 'dist/rollout.k8s.yaml']);
