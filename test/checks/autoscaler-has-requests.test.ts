import { autoscalerHasRequests } from '../../lib/checks/autoscaler-has-requests';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(autoscalerHasRequests);

const autoscaler = (...metrics: object[]) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, metrics },
});

const target = { type: 'Utilization', averageUtilization: 70 };
const cpu = { type: 'Resource', resource: { name: 'cpu', target } };
const ofContainer = (container: string) => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container, target },
});
const having = (resources: object) => deployment({ container: { resources } });

test('a container without the request that the autoscaler counts by is refused', () => {
  expect(report(having({ requests: { memory: '1Gi' } }), autoscaler(cpu)))
    .toBe(`program.ts:2:1  autoscaler-has-requests
  HorizontalPodAutoscaler "demo/api" scales by the use of cpu in percent of what is requested, and Deployment "demo/api" requests no cpu in container "app"
  Fix: set resources.requests.cpu of every container that is counted, or follow another metric
  More: docs/checks/autoscaler-has-requests.md`);
});

test('without metrics it counts by cpu', () => {
  expect(report(deployment(), autoscaler())).toContain('requests no cpu in container "app"');
});

test('a request, or a limit, of every container passes', () => {
  expect(report(having({ requests: { cpu: '100m' } }), autoscaler(cpu))).toBe('');
  expect(report(having({ limits: { cpu: '100m' } }), autoscaler(cpu))).toBe('');
  const resources = { requests: { cpu: '100m' } };
  const two = deployment({
    spec: {
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          initContainers: [{ name: 'setup' }, { name: 'proxy', restartPolicy: 'Always' }],
          containers: [{ name: 'app', resources }, { name: 'log' }],
        },
      },
    },
  });
  expect(report(two, autoscaler(cpu))).toContain('in the containers "proxy", "log"');
  expect(report(two, autoscaler(ofContainer('app')))).toBe('');
  expect(report(two, autoscaler(ofContainer('ap')))).toContain('has no container "ap"');
});

test('the default of a LimitRange, and the requests of the pod, count', () => {
  const range = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] },
  });
  expect(report(deployment(), autoscaler(cpu), range('demo'))).toBe('');
  expect(report(deployment(), autoscaler(cpu), range('other'))).toContain('requests no cpu');
  const spec = { resources: { requests: { cpu: '1' } }, containers: [{ name: 'app' }] };
  const template = { metadata: { labels: { app: 'api' } }, spec };
  expect(report(deployment({ spec: { template } }), autoscaler(cpu))).toBe('');
});

test('a metric that is no part of a request passes', () => {
  const value = { type: 'AverageValue', averageValue: '500m' };
  expect(
    report(
      deployment(),
      autoscaler({ type: 'Resource', resource: { name: 'cpu', target: value } }),
    ),
  ).toBe('');
  expect(report(deployment(), autoscaler({ type: 'Pods', pods: { target: value } }))).toBe('');
});
