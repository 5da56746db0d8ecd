import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Pod, Secret, type Volume } from 'cdk8s-plus-28';
import { downwardApiVolume } from '../../lib/constructs/downward-api-volume';
import { ephemeralVolume } from '../../lib/constructs/ephemeral-volume';
import { podVolume } from '../../lib/constructs/pod-volume';
import { projectedVolume } from '../../lib/constructs/projected-volume';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
beforeEach(() => {
  chart = new Chart(new App(), 'chart', { disableResourceNameHashes: true });
});

/** What a pod says that mounts `volume` at `/here`. */
function podWith(volume: Volume): unknown {
  new Pod(chart, 'pod', {
    containers: [{ image: 'nginx', volumeMounts: [{ path: '/here', volume }] }],
  });
  const manifests = manifestsIn(chart) as { kind: string; spec: object }[];
  return manifests.find(({ kind }) => kind === 'Pod')?.spec;
}

test('a volume of any kind that the API has is mounted like any other', () => {
  const flex = { flexVolume: { driver: 'example.com/disk' } };
  expect(podWith(podVolume(chart, 'volume', 'disk', flex))).toMatchObject({
    containers: [{ volumeMounts: [{ mountPath: '/here', name: 'disk' }] }],
    volumes: [{ name: 'disk', ...flex }],
  });
});

test('what a pod knows about itself becomes files', () => {
  const files = { name: 'metadata.name', team: "metadata.labels['team']" } as const;
  expect(podWith(downwardApiVolume(chart, 'volume', 'self', files))).toMatchObject({
    volumes: [
      {
        name: 'self',
        downwardAPI: {
          items: [
            { path: 'name', fieldRef: { fieldPath: 'metadata.name' } },
            { path: 'team', fieldRef: { fieldPath: "metadata.labels['team']" } },
          ],
        },
      },
    ],
  });
});

test('a field that no file can hold does not compile', () => {
  // @ts-expect-error -- an address may change while the pod runs: it is for environment variables
  downwardApiVolume(chart, 'volume', 'self', { ip: 'status.podIP' });
});

test('a claim for scratch space comes with the pod', () => {
  const storage = Size.gibibytes(1);
  expect(podWith(ephemeralVolume(chart, 'volume', 'scratch', { storage }))).toMatchObject({
    volumes: [
      {
        name: 'scratch',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
    ],
  });
});

test('files from several places meet in one folder', () => {
  const volume = projectedVolume(chart, 'volume', 'all', [
    { configMap: new ConfigMap(chart, 'settings', { metadata: { name: 'settings' } }) },
    { secret: Secret.fromSecretName(chart, 'password', 'password'), optional: true },
    { downwardApi: { name: 'metadata.name' } },
    { serviceAccountToken: { path: 't', audience: 'vault', expiration: Duration.minutes(10) } },
  ]);
  expect(podWith(volume)).toMatchObject({
    volumes: [
      {
        name: 'all',
        projected: {
          sources: [
            { configMap: { name: 'settings' } },
            { secret: { name: 'password', optional: true } },
            { downwardAPI: { items: [{ path: 'name' }] } },
            { serviceAccountToken: { path: 't', audience: 'vault', expirationSeconds: 600 } },
          ],
        },
      },
    ],
  });
});

test('a token that would expire at once is refused', () => {
  const token = { path: 't', audience: 'vault', expiration: Duration.minutes(5) };
  expect(() => projectedVolume(chart, 'volume', 'all', [{ serviceAccountToken: token }])).toThrow(
    new ProgramError(
      'program-runs',
      'the token "t" is to expire after 300 seconds; the API server takes 600 or more',
      'make its expiration ten minutes or longer',
    ),
  );
});
