import { Chart, Testing } from 'cdk8s';
import { Cpu, Pod } from 'cdk8s-plus-28';
import { amend } from '../../lib/constructs/amend';
import { extendedResource } from '../../lib/constructs/extended-resource';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

test('every container gets the limit, beside those that it has', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const resources = { cpu: { limit: Cpu.units(1) } };
  const pod = new Pod(chart, 'pod', {
    containers: [
      { name: 'a', image: 'cuda', resources },
      { name: 'b', image: 'cuda', resources: {} },
    ],
  });
  amend(pod, extendedResource('nvidia.com/gpu', 1));
  expect(manifestsIn(chart)[0]).toMatchObject({
    spec: {
      containers: [
        { resources: { limits: { cpu: '1', 'nvidia.com/gpu': 1 } } },
        { resources: { limits: { 'nvidia.com/gpu': 1 } } },
      ],
    },
  });
});

test.each([0, 0.5, -1])('%d of a GPU stops the program', (amount) => {
  expect(() => extendedResource('nvidia.com/gpu', amount)).toThrow(
    new ProgramError(
      'program-runs',
      `a container asks for ${amount} of "nvidia.com/gpu"; extended resources are given out whole`,
      'ask for 1 or more',
    ),
  );
});
