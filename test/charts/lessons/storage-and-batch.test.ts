import { describeLessons } from '../../helpers/lessons';
import { graphIn } from '../../helpers/graph-in';
import '../../helpers/matchers';
import { manifestsOf, objectOf, yamlOf } from '../../helpers/output';
import { rows } from '../../workshop/storage-and-batch';

describeLessons(rows);

test('the Secret of the lesson on volumes is in no file, and its pod comes up without it', () => {
  const kinds = manifestsOf('cloud')
    .filter(({ metadata }) => metadata.namespace === 'taller-volume')
    .map(({ kind }) => kind);
  expect(kinds).toEqual(['ConfigMap', 'Pod']);
  expect(yamlOf('volume', 'cloud').match(/optional: true/g)).toHaveLength(2);
});

test('no taint keeps the log collector from a node', () => {
  expect(graphIn('cloud')).toHaveResource('DaemonSet', {
    metadata: { name: 'log-collector' },
    spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } },
  });
});

test('the log collector can only read the node, and is not root there', () => {
  const { spec } = objectOf('cloud', 'DaemonSet', 'log-collector');
  const pod = (spec as { template: { spec: { containers: object[] } } }).template.spec;
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001 },
  });
  expect(pod.containers).toMatchObject([
    {
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'logs', readOnly: true }],
    },
  ]);
});
