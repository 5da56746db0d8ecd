import { get, kubectl, patch } from '../cluster';
import { eventually } from '../eventually';
import { inNamespace, type Proof } from '../proof';
import { read } from '../visitor';

const namespace = 'taller-horizontal-pod-autoscaler';
const load = (...args: readonly string[]) => kubectl.text(['-n', namespace, ...args]);

async function replicas(): Promise<number> {
  return (await get(`Deployment ${namespace}/autoscaled`)).status?.replicas ?? 0;
}

/** Metrics take a minute to tell: so the load begins long before the proof that looks at what it did. */
export async function loadBegins(): Promise<void> {
  await load('create', 'job', 'load-by-hand', '--from=cronjob/load');
}

export const scaling: readonly Proof[] = [
  {
    claim: 'an autoscaler adds pods while the triggered CronJob makes load',
    of: inNamespace(
      namespace,
      ...[
        'Deployment autoscaled',
        'Service autoscaled',
        'HorizontalPodAutoscaler autoscaled',
        'CronJob load',
      ],
    ),
    prove: async () => {
      expect(await read(`http://autoscaled.${namespace}`)).toBe('Hola');
      await eventually(async () => {
        expect(await replicas()).toBeGreaterThan(2);
      }, 120);
      await load('delete', 'job', 'load-by-hand');
      // As declared it takes them away five minutes later, one each minute: not in the time of a test.
      const now = {
        stabilizationWindowSeconds: 0,
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      };
      await patch(namespace, 'hpa/autoscaled', { spec: { behavior: { scaleDown: now } } });
    },
  },
];

/** @throws when the autoscaler has not gone back to its least, and puts back what `scaling` changed */
export async function scaledBack(): Promise<void> {
  await eventually(async () => {
    expect(await replicas()).toBe(2);
  }, 120);
  await kubectl.text(['apply', '-f', 'dist/horizontal-pod-autoscaler.k8s.yaml']);
}
