import { App, Chart, JsonPatch } from 'cdk8s';
import {
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  Env,
  EnvValue,
  Job,
  Pod,
  StatefulSet,
  Volume,
} from 'cdk8s-plus-28';
import { Cron } from 'cdk8s';
import { amend, section } from '../../lib/constructs/amend';
import { patch } from '../../lib/constructs/patch';
import { valueAt, type Manifest } from '../../lib/graph/manifest';
import { manifestsIn } from '../helpers/manifests';

interface Content {
  readonly one?: string;
  readonly other?: string;
  readonly binary?: string;
}

/** Workload → `checksum/config` of its pod template, for a program with one reader of each way. */
function checksums({ one = '1', other = '1', binary = 'AAAA' }: Content = {}): Record<
  string,
  string | undefined
> {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'demo', disableResourceNameHashes: true });
  const config = (name: string, value: string) =>
    new ConfigMap(chart, name, { metadata: { name }, data: { key: value } });
  const [first, second] = [config('one', one), config('other', other)];
  const third = new ConfigMap(chart, 'binary', {
    metadata: { name: 'binary' },
    binaryData: { key: binary },
  });
  const stranger = ConfigMap.fromConfigMapName(chart, 'stranger', 'stranger');
  const image = 'nginx';
  const env = [{ image, envVariables: { A: EnvValue.fromConfigMap(first, 'key') } }];
  const envFrom = [{ image, envFrom: [Env.fromConfigMap(second)] }];
  const volumes = [Volume.fromConfigMap(chart, 'volume', third)];
  const name = (name: string) => ({ metadata: { name } });
  new Deployment(chart, 'env', { ...name('env'), containers: env });
  new DaemonSet(chart, 'from', { ...name('env-from'), containers: envFrom });
  new Deployment(chart, 'vol', { ...name('volume'), containers: [{ image }], volumes });
  new Deployment(chart, 'init', {
    ...name('init'),
    containers: [{ image }],
    initContainers: [{ ...env[0], image, name: 'init' }],
  });
  const projected = new Deployment(chart, 'projected', {
    ...name('projected'),
    containers: [{ image }],
  });
  amend(projected, (draft) => {
    section(draft, 'spec.template.spec').volumes = [
      {
        name: 'all',
        projected: { sources: [{ configMap: { name: 'one' } }, { configMap: { name: 'other' } }] },
      },
    ];
  });
  new Deployment(chart, 'none', { ...name('none'), containers: [{ image }] });
  new Deployment(chart, 'strange', {
    ...name('stranger'),
    containers: [{ image, envFrom: [Env.fromConfigMap(stranger)] }],
  });
  new Pod(chart, 'pod', { ...name('pod'), containers: env });
  new Job(chart, 'job', { ...name('job'), containers: env });
  new CronJob(chart, 'cron', { ...name('cron'), containers: env, schedule: Cron.daily() });
  const manifests = manifestsIn(chart) as Manifest[];
  return Object.fromEntries(
    manifests
      .filter(({ kind }) => kind !== 'ConfigMap')
      .map((manifest) => [
        manifest.metadata.name ?? '',
        /"checksum\/config":"(\w+)"/.exec(JSON.stringify(manifest))?.[1],
      ]),
  );
}

function changed(content: Content): string[] {
  const [before, after] = [checksums(), checksums(content)];
  return Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .sort();
}

test('a changed ConfigMap changes its readers, and nothing else', () => {
  expect(changed({ one: '2' })).toEqual(['env', 'init', 'projected']);
  expect(changed({ other: '2' })).toEqual(['env-from', 'projected']);
  expect(changed({ binary: 'BBBB' })).toEqual(['volume']);
  expect(changed({})).toEqual([]);
});

test('what reads no ConfigMap of the program, and what replaces no pods, has no checksum', () => {
  const without = Object.entries(checksums()).filter(([, checksum]) => checksum === undefined);
  expect(without.map(([name]) => name)).toEqual(['none', 'stranger', 'pod', 'job', 'cron']);
});

test('a patch of the ConfigMap counts, and the template keeps its other annotations', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const config = new ConfigMap(chart, 'config', { data: { key: '1' } });
  new StatefulSet(chart, 'set', {
    containers: [{ image: 'nginx', portNumber: 80, envFrom: [Env.fromConfigMap(config)] }],
    podMetadata: { annotations: { mine: 'x' } },
  });
  const annotations = () =>
    valueAt(
      (manifestsIn(chart) as Manifest[]).find(({ kind }) => kind === 'StatefulSet'),
      'spec.template.metadata.annotations',
    ) as Record<string, string>;
  const before = annotations();
  expect(before).toEqual({
    mine: 'x',
    'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  patch(config, JsonPatch.replace('/data/key', '2'));
  expect(annotations()['checksum/config']).not.toBe(before['checksum/config']);
});

test('an immutable ConfigMap is known by its content, to its readers too', () => {
  const names = (value: string) => {
    const chart = new Chart(new App(), 'chart');
    const config = new ConfigMap(chart, 'config', {
      metadata: { name: 'config' },
      data: { key: value },
      immutable: true,
    });
    const containers = [{ image: 'nginx', envFrom: [Env.fromConfigMap(config)] }];
    new Deployment(chart, 'web', { metadata: { name: 'web' }, containers });
    return JSON.stringify(manifestsIn(chart)).match(/"config-[0-9a-f]{8}"/g);
  };
  const [made, read, ...rest] = names('1') ?? [];
  expect(rest).toEqual([]);
  expect(read).toBe(made);
  expect(names('2')).not.toContain(made);
  expect(names('1')).toEqual([made, read]);
});
