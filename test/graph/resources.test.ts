import fc from 'fast-check';
import type { Manifest } from '../../lib/graph/manifest';
import { compare, NONE, quantityOf, textOf } from '../../lib/graph/quantity';
import {
  type Amounts,
  amountsOf,
  isInScope,
  limitsByNamespace,
  mostOf,
  podResourcesOf,
  quotasByNamespace,
  sumOf,
} from '../../lib/graph/resources';
import { deployment, graphOf } from '../helpers/graph';

/** A Deployment with such a pod. */
const pod = (spec: object): Manifest =>
  deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });

const container = (requests: object, limits: object = {}, more: object = {}) => ({
  name: 'app',
  resources: { requests, limits },
  ...more,
});

const resourcesOf = (...manifests: [Manifest, ...Manifest[]]) => {
  const graph = graphOf(...manifests);
  const [pods] = graph.pods;
  if (!pods) throw new Error('no pods');
  return podResourcesOf(graph, pods, limitsByNamespace(graph).get('demo'));
};

const shown = (amounts: Amounts) =>
  Object.fromEntries([...amounts].map(([name, quantity]) => [name, textOf(quantity)]));

const limitRange = (...limits: object[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'bounds', namespace: 'demo' },
  spec: { limits },
});

test('a pod asks for what its containers do together', () => {
  const { sum } = resourcesOf(
    pod({ containers: [container({ cpu: '100m', memory: '1Gi' }), container({ cpu: 1 })] }),
  );
  expect(shown(sum.requests)).toEqual({ cpu: '1100m', memory: '1Gi' });
});

test('an init container counts where it asks for more than all others', () => {
  const containers = [container({ cpu: '100m', memory: '1Gi' })];
  const initContainers = [container({ cpu: '50m' }), container({ cpu: '300m', memory: '64Mi' })];
  const { sum } = resourcesOf(pod({ initContainers, containers }));
  expect(shown(sum.requests)).toEqual({ cpu: '300m', memory: '1Gi' });
});

test('a sidecar runs beside all that comes after it', () => {
  const sidecar = container({ cpu: '100m' }, {}, { restartPolicy: 'Always' });
  const start = container({ cpu: '500m' });
  const containers = [container({ cpu: '200m' })];
  const cpu = (initContainers: object[]) =>
    shown(resourcesOf(pod({ initContainers, containers })).sum.requests).cpu;
  expect(cpu([sidecar])).toBe('300m');
  expect(cpu([sidecar, start])).toBe('600m');
  expect(cpu([start, sidecar])).toBe('500m');
});

test('a limit without a request requests the limit', () => {
  const { sum } = resourcesOf(pod({ containers: [container({}, { cpu: 2 })] }));
  expect(shown(sum.requests)).toEqual({ cpu: '2' });
});

test('what is said of the pod counts, and not that of its containers', () => {
  const { sum, whole } = resourcesOf(
    pod({
      containers: [container({ cpu: '100m', 'example.com/dongle': 1 })],
      resources: { requests: { cpu: 1 }, limits: { cpu: 2, memory: '1Gi' } },
    }),
  );
  expect(shown(sum.requests)).toEqual({ cpu: '1', 'example.com/dongle': '1', memory: '1Gi' });
  expect(shown(whole?.limits ?? new Map())).toEqual({ cpu: '2', memory: '1Gi' });
});

test('a pod with a limit of its own requests what its containers do', () => {
  const { sum } = resourcesOf(
    pod({ containers: [container({ cpu: '100m' })], resources: { limits: { cpu: 2 } } }),
  );
  expect(shown(sum.requests)).toEqual({ cpu: '100m' });
});

test('a RuntimeClass adds its overhead, to limits only where there are some', () => {
  const runtimeClass: Manifest = {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'kata' },
    overhead: { podFixed: { cpu: '250m', memory: '160Mi' } },
  };
  const { sum, total } = resourcesOf(
    pod({ containers: [container({ cpu: '100m' }, { cpu: 1 })], runtimeClassName: 'kata' }),
    runtimeClass,
  );
  expect(shown(sum.requests)).toEqual({ cpu: '100m' });
  expect(shown(total.requests)).toEqual({ cpu: '350m', memory: '160Mi' });
  expect(shown(total.limits)).toEqual({ cpu: '1250m' });
});

test('a LimitRange fills in what a container does not say, after requests came from limits', () => {
  const defaults = { type: 'Container', default: { cpu: 1 }, defaultRequest: { cpu: '100m' } };
  const cpu = (each: object) => {
    const { sum } = resourcesOf(pod({ containers: [each] }), limitRange(defaults));
    return [shown(sum.requests).cpu, shown(sum.limits).cpu];
  };
  expect(cpu(container({}))).toEqual(['100m', '1']);
  expect(cpu(container({ cpu: '200m' }))).toEqual(['200m', '1']);
  expect(cpu(container({}, { cpu: '500m' }))).toEqual(['500m', '500m']);
});

test('the bounds of a LimitRange are defaults too', () => {
  const { sum } = resourcesOf(
    pod({ containers: [container({})] }),
    limitRange(
      { type: 'Container', max: { memory: '1Gi' }, min: { memory: '64Mi', cpu: '10m' } },
      { type: 'Pod', max: { 'example.com/dongle': 1 } },
    ),
  );
  expect(shown(sum.limits)).toEqual({ memory: '1Gi' });
  expect(shown(sum.requests)).toEqual({ memory: '1Gi', cpu: '10m' });
});

describe('a quota counts the pods of its scopes', () => {
  const limited = pod({ containers: [container({ cpu: 1 })] });
  const quota = (spec: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'demo' },
    spec,
  });
  const counts = (manifest: Manifest, spec: object, ...more: Manifest[]) => {
    const graph = graphOf(manifest, quota(spec), ...more);
    const [one] = quotasByNamespace(graph).get('demo') ?? [];
    return one && isInScope(one, resourcesOf(manifest, ...more));
  };
  const priority = (operator: string, ...values: string[]) => ({
    scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values }] },
  });

  test('all, when it has none', () => {
    expect(counts(limited, {})).toBe(true);
  });

  test('BestEffort is what asks for no CPU and no memory', () => {
    const idle = pod({ containers: [container({ 'example.com/dongle': 1 })] });
    expect(counts(limited, { scopes: ['BestEffort'] })).toBe(false);
    expect(counts(limited, { scopes: ['NotBestEffort'] })).toBe(true);
    expect(counts(idle, { scopes: ['BestEffort'] })).toBe(true);
    expect(counts(pod({ resources: {} }), { scopes: ['NotBestEffort'] })).toBe(false);
  });

  test('Terminating is what has an activeDeadlineSeconds', () => {
    const ending = pod({ containers: [], activeDeadlineSeconds: 60 });
    expect(counts(ending, { scopes: ['Terminating'] })).toBe(true);
    expect(counts(ending, { scopes: ['NotTerminating'] })).toBe(false);
    expect(counts(limited, { scopes: ['NotTerminating', 'BestEffort'] })).toBe(false);
  });

  test('PriorityClass is by name, also of the class for all', () => {
    const high = pod({ containers: [], priorityClassName: 'high' });
    expect(counts(high, priority('In', 'high', 'low'))).toBe(true);
    expect(counts(high, priority('NotIn', 'high'))).toBe(false);
    expect(counts(high, priority('Exists'))).toBe(true);
    expect(counts(limited, priority('DoesNotExist'))).toBe(true);
    expect(counts(limited, priority('NotIn', 'high'))).toBe(true);
    const forAll: Manifest = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'usual' },
      globalDefault: true,
    };
    expect(counts(limited, priority('In', 'usual'), forAll)).toBe(true);
  });

  test('a scope that is not known counts none', () => {
    expect(counts(limited, { scopes: ['CrossNamespacePodAffinity'] })).toBe(false);
    expect(counts(limited, priority('Like', 'high'))).toBe(false);
  });
});

describe('for any containers', () => {
  const requests = fc.dictionary(
    fc.constantFrom('cpu', 'memory', 'example.com/dongle'),
    fc.tuple(fc.nat({ max: 5000 }), fc.constantFrom('', 'm', 'Mi')).map((parts) => parts.join('')),
  );
  const list = fc.array(requests, { maxLength: 5 });
  const amount = (amounts: Amounts, name: string) => amounts.get(name) ?? NONE;
  const sumFor = (containers: object[], initContainers: object[] = []) =>
    resourcesOf(
      pod({
        containers: containers.map((each) => container(each)),
        initContainers: initContainers.map((each) => container(each)),
      }),
    ).sum.requests;

  test('their order does not matter, and the sum is that of all', () => {
    fc.assert(
      fc.property(list, (all) => {
        const expected = all.map(amountsOf).reduce(sumOf, new Map());
        for (const order of [all, [...all].reverse()]) {
          const sum = sumFor(order);
          for (const name of ['cpu', 'memory', 'example.com/dongle'])
            expect(amount(sum, name).milli).toBe(amount(expected, name).milli);
        }
      }),
    );
  });

  test('one more container never asks for less', () => {
    fc.assert(
      fc.property(list, list, requests, (all, init, more) => {
        const before = sumFor(all, init);
        for (const after of [sumFor([...all, more], init), sumFor(all, [...init, more])])
          for (const [name, quantity] of before)
            expect(compare(amount(after, name), quantity)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('each init container finds what it asks for', () => {
    fc.assert(
      fc.property(list, list, (all, init) => {
        const sum = sumFor(all, init);
        for (const each of init)
          for (const [name, quantity] of amountsOf(each))
            expect(compare(amount(sum, name), quantity)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('the larger of two amounts is of both', () => {
  const most = mostOf(amountsOf({ cpu: 1, memory: '1Gi' }), amountsOf({ cpu: '900m', other: 3 }));
  expect(shown(most)).toEqual({ cpu: '1', memory: '1Gi', other: '3' });
});

test('what is no quantity is left out', () => {
  expect(shown(amountsOf({ cpu: 'much', memory: null, other: 1 }))).toEqual({ other: '1' });
  expect(amountsOf('cpu').size).toBe(0);
  expect(quantityOf([])).toBeUndefined();
});
