import { App, Chart } from 'cdk8s';
import {
  PodDisruptionBudget,
  type PodDisruptionBudgetProps,
} from '../../lib/constructs/pod-disruption-budget';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

const common = { metadata: { name: 'web' }, selector: { app: 'web' } };

/** The spec of such a budget. */
function specOf(props: PodDisruptionBudgetProps): unknown {
  const chart = new Chart(new App(), 'chart');
  new PodDisruptionBudget(chart, 'budget', props);
  return (manifestsIn(chart)[0] as { spec: unknown }).spec;
}

test('by default a drain takes one pod at a time, and does not wait for broken ones', () => {
  expect(specOf(common)).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test('it may take more, or a share', () => {
  expect(specOf({ ...common, maxUnavailable: 2 })).toMatchObject({ maxUnavailable: 2 });
  expect(specOf({ ...common, maxUnavailable: '25%' })).toMatchObject({ maxUnavailable: '25%' });
});

test('a share that stays up takes the place of what may go', () => {
  const spec = specOf({ ...common, minAvailable: '50%' });
  expect(spec).toMatchObject({ minAvailable: '50%' });
  expect(spec).not.toHaveProperty('maxUnavailable');
});

const orNumber = '100%, or a number of pods, 1 or more';
test.each<[Partial<PodDisruptionBudgetProps>, string, string, string]>([
  [{ maxUnavailable: 0 }, 'maxUnavailable', '0', orNumber],
  [{ maxUnavailable: '0%' }, 'maxUnavailable', '0%', orNumber],
  [{ maxUnavailable: '101%' }, 'maxUnavailable', '101%', orNumber],
  [{ minAvailable: '100%' }, 'minAvailable', '100%', '99%'],
  [{ minAvailable: '2.5%' }, 'minAvailable', '2.5%', '99%'],
])('%j lets no drain end, or is no share: it is refused', (budget, field, value, most) => {
  expect(() => specOf({ ...common, ...budget })).toThrow(
    new ProgramError(
      'program-runs',
      `${field} of PodDisruptionBudget "web" is ${value}; it must be whole, from 1% to ${most}`,
      'choose one that lets a node drain evict at least one pod',
    ),
  );
});

test('both at once, or a number of pods that stay, does not compile', () => {
  // @ts-expect-error -- Kubernetes takes one of them
  const both: PodDisruptionBudgetProps = { ...common, maxUnavailable: 1, minAvailable: '50%' };
  // @ts-expect-error -- as soon as it equals the number of replicas no drain ends
  const number: PodDisruptionBudgetProps = { ...common, minAvailable: 2 };
  expect([both, number]).toHaveLength(2);
});
