import { App, Chart } from 'cdk8s';
import { CronJob, Deployment, NetworkPolicy, Pod, Service, StatefulSet } from 'cdk8s-plus-28';
import { Cron } from 'cdk8s';
import { tidy } from '../../lib/constructs/tidy';
import { graphOf } from '../../lib/synthesize';

/** The manifests of a tidied program, as one text. */
function text(program: (chart: Chart) => void): string {
  const app = new App();
  program(new Chart(app, 'test', { disableResourceNameHashes: true }));
  tidy(app);
  return JSON.stringify(graphOf(app).objects.map(({ manifest }) => manifest));
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
