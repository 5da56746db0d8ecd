import { deployment, graphOf, service } from '../helpers/graph';
import { namespaced, told } from '../helpers/selections';

const matchLabels = { app: 'api' };

test('a Service, a workload and a budget choose pods of their own namespace', () => {
  const budget = namespaced('policy/v1', 'PodDisruptionBudget', {});
  expect(told(graphOf(service(), service({}, {}), deployment(), budget))).toEqual([
    'service spec.selector: pods with app=api in demo',
    'workload spec.selector: pods with app=api in demo',
    'disruption-budget spec.selector: pods with nothing in demo',
  ]);
});

test('a Job chooses by hand only when it says so', () => {
  const job = (manualSelector: boolean) =>
    namespaced(
      'batch/v1',
      'Job',
      { selector: { matchLabels }, manualSelector },
      `${manualSelector}`,
    );
  expect(told(graphOf(job(false), job(true)))).toEqual([
    'workload spec.selector: pods with app=api in demo',
  ]);
});

test('the peers of a NetworkPolicy are in its namespace unless it says others', () => {
  const from = [
    { podSelector: { matchLabels } },
    { namespaceSelector: { matchLabels: { team: 'web' } } },
    { podSelector: { matchLabels }, namespaceSelector: {} },
    { ipBlock: { cidr: '10.0.0.0/8' } },
  ];
  const policy = namespaced('networking.k8s.io/v1', 'NetworkPolicy', {
    podSelector: {},
    ingress: [{}, { from }],
    egress: [{ to: from.slice(0, 1) }],
  });
  expect(told(graphOf(policy))).toEqual([
    'policy spec.podSelector: pods with any label in demo',
    'peer spec.ingress[1].from[0].podSelector: pods with app=api in demo',
    'peer spec.ingress[1].from[1].namespaceSelector: pods with any label in <team=web>',
    'peer spec.ingress[1].from[2].podSelector: pods with app=api in <any label>',
    'peer spec.egress[0].to[0].podSelector: pods with app=api in demo',
  ]);
});

test('monitors look at Services and pods, where they say', () => {
  const monitor = (kind: string, namespaceSelector?: object) => {
    const spec = { selector: { matchLabels }, namespaceSelector };
    return namespaced('monitoring.coreos.com/v1', kind, spec, JSON.stringify(spec));
  };
  expect(
    told(
      graphOf(
        monitor('ServiceMonitor'),
        monitor('ServiceMonitor', { matchNames: ['a', 'b'] }),
        monitor('PodMonitor', { any: true }),
      ),
    ),
  ).toEqual([
    'service-monitor spec.selector: services with app=api in demo',
    'service-monitor spec.selector: services with app=api in a, b',
    'pod-monitor spec.selector: pods with app=api in <any label>',
  ]);
});
