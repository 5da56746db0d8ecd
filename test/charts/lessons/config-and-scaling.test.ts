import { lessonSecrets } from '../../../lib/secrets';
import { describeLessons } from '../../helpers/lessons';
import { graphIn } from '../../helpers/graph-in';
import '../../helpers/matchers';
import { manifestsOf, objectOf } from '../../helpers/output';
import { rows } from '../../workshop/config-and-scaling';

describeLessons(rows);

test('every type of Secret is there, and no value of any', () => {
  const types = Object.values(lessonSecrets).map(({ type }) => type);
  expect(types.toSorted()).toEqual([
    'Opaque',
    'bootstrap.kubernetes.io/token',
    'kubernetes.io/basic-auth',
    'kubernetes.io/dockercfg',
    'kubernetes.io/dockerconfigjson',
    'kubernetes.io/ssh-auth',
    'kubernetes.io/tls',
  ]);
  const made = manifestsOf('cloud').filter(({ kind }) => kind === 'Secret');
  expect(made.map(({ type, data, stringData }) => [type, data, stringData])).toEqual([
    ['kubernetes.io/service-account-token', undefined, undefined],
  ]);
});

test('an autoscaled Deployment leaves the number of pods to its autoscaler', () => {
  const { spec } = objectOf('cloud', 'Deployment', 'autoscaled');
  expect(spec).not.toHaveProperty('replicas');
});

test('the autoscaler leads to its Deployment', () => {
  expect(graphIn('cloud')).toReach('hpa/autoscaled', 'deployment/autoscaled');
});
