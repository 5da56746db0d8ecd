import { Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { LimitRange, type LimitRangeProps } from '../../lib/constructs/limit-range';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

/** The one limit of a LimitRange. */
function limit(props: Omit<LimitRangeProps, 'metadata'>): unknown {
  const chart = new Chart(Testing.app(), 'chart');
  new LimitRange(chart, 'range', { metadata: { name: 'range' }, ...props });
  const [manifest] = manifestsIn(chart) as unknown as [{ spec: { limits: unknown[] } }];
  return manifest.spec.limits[0];
}

test('defaults and bounds are written for each container', () => {
  expect(
    limit({
      min: { cpu: Cpu.millis(10) },
      defaults: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(100) },
        memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
      },
      max: { cpu: Cpu.units(1), memory: Size.gibibytes(1) },
    }),
  ).toEqual({
    type: 'Container',
    min: { cpu: '10m' },
    defaultRequest: { cpu: '50m', memory: '32Mi' },
    default: { cpu: '100m', memory: '64Mi' },
    max: { cpu: '1', memory: '1Gi' },
  });
});

test('what is not said is not written', () => {
  expect(limit({ max: { memory: Size.mebibytes(64) } })).toEqual({
    type: 'Container',
    max: { memory: '64Mi' },
  });
});

test.each<[string, string, string, Omit<LimitRangeProps, 'metadata'>]>([
  [
    'cpu default request "200m" above its default limit "100m"',
    'default request',
    'default limit',
    { defaults: { cpu: { request: Cpu.millis(200), limit: Cpu.millis(100) } } },
  ],
  [
    'cpu default limit "2" above its max "1500m"',
    'default limit',
    'max',
    { defaults: { cpu: { limit: Cpu.units(2) } }, max: { cpu: Cpu.millis(1500) } },
  ],
  [
    'memory min "1Gi" above its max "512Mi"',
    'min',
    'max',
    { min: { memory: Size.gibibytes(1) }, max: { memory: Size.mebibytes(512) } },
  ],
])('%s stops the program', (what, low, high, props) => {
  expect(() => limit(props)).toThrow(
    new ProgramError(
      'program-runs',
      `the LimitRange has ${what}`,
      `lower the ${low}, or raise the ${high}`,
    ),
  );
});
