import { Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { ResourceQuota, type ResourceQuotaProps } from '../../lib/constructs/resource-quota';
import { manifestsIn } from '../helpers/manifests';

function hard(props: Omit<ResourceQuotaProps, 'metadata'>): unknown {
  const chart = new Chart(Testing.app(), 'chart');
  new ResourceQuota(chart, 'quota', { metadata: { name: 'quota' }, ...props });
  return (manifestsIn(chart)[0] as { spec: { hard: unknown } }).spec.hard;
}

test('it adds up requests and limits, and counts objects', () => {
  expect(
    hard({
      total: {
        cpu: { request: Cpu.units(1), limit: Cpu.units(2) },
        memory: { limit: Size.gibibytes(2) },
      },
      counts: { pods: 10, 'services.nodeports': 0 },
    }),
  ).toEqual({
    'requests.cpu': '1',
    'limits.cpu': '2',
    'limits.memory': '2Gi',
    pods: '10',
    'services.nodeports': '0',
  });
});
