import { App, Chart } from 'cdk8s';
import {
  CronJob,
  Deployment,
  Namespace,
  NetworkPolicy,
  Pod,
  Service,
  StatefulSet,
} from 'cdk8s-plus-28';
import { Cron } from 'cdk8s';
import { manifestsIn } from '../helpers/manifests';

/** The manifests of a tidied program, as one text. */
function text(program: (chart: Chart) => void): string {
  const app = new App();
  program(new Chart(app, 'test', { disableResourceNameHashes: true }));
  return JSON.stringify(manifestsIn(app));
}

const containers = [{ image: 'nginx' }];
const ports = [{ port: 80 }];

test('a workload and its pods are known by the name of the workload', () => {
  const output = text((chart) => new Deployment(chart, 'web', { containers }));
  expect(output).toContain('"selector":{"matchLabels":{"app":"test-web"}}');
  expect(output).toContain('"template":{"metadata":{"labels":{"app":"test-web"}}');
});

test('an app label that the pods were given is kept and selected', () => {
  const podMetadata = { labels: { app: 'shop' } };
  const output = text((chart) => new Deployment(chart, 'web', { containers, podMetadata }));
  expect(output).toContain('"selector":{"matchLabels":{"app":"shop"}}');
  expect(output).toContain('"template":{"metadata":{"labels":{"app":"shop"}}');
});

test('whatever selects the pods follows: Services, policies, affinities', () => {
  const output = text((chart) => {
    const web = new Deployment(chart, 'web', { containers });
    const db = new StatefulSet(chart, 'db', {
      containers,
      service: new Service(chart, 'db-svc', { ports }),
    });
    new Service(chart, 'svc', { ports, selector: web });
    new NetworkPolicy(chart, 'policy', { selector: db }).addIngressRule(web);
    web.scheduling.colocate(db);
  });
  expect(output.match(/"app":"test-web"/g)?.length).toBeGreaterThanOrEqual(4);
  expect(output.match(/"app":"test-db"/g)?.length).toBeGreaterThanOrEqual(4);
  expect(output).not.toContain('metadata.addr');
});

test('single pods and the pods of a CronJob lose the hash too', () => {
  const output = text((chart) => {
    new Pod(chart, 'one', { containers });
    new CronJob(chart, 'etl', { containers, schedule: Cron.daily() });
  });
  expect(output).toContain('"app":"test-one"');
  expect(output).not.toContain('metadata.addr');
});

test('two workloads of one namespace that would share their label are refused', () => {
  const metadata = { name: 'web' };
  const both = () =>
    text((chart) => {
      new Deployment(chart, 'web', { metadata, containers });
      new CronJob(chart, 'cron', { metadata, containers, schedule: Cron.daily() });
    });
  expect(both).toThrow(
    'the constructs "test/web" and "test/cron" both make pods labelled app=web; what selects the pods of one would reach those of the other',
  );
});

test('a name that is too long for a label is refused', () => {
  const metadata = { name: 'a'.repeat(64) };
  expect(() => text((chart) => new Deployment(chart, 'web', { metadata, containers }))).toThrow(
    'has 64 characters; its pods are labelled with it, and a label has at most 63',
  );
});

test('a cluster-scoped object loses the namespace of its chart', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'demo' });
  new Namespace(chart, 'space', { metadata: { name: 'demo' } });
  expect(manifestsIn(chart)[0]?.metadata).toEqual({ name: 'demo' });
});
