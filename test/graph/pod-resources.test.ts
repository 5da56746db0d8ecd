import fc from '../helpers/fast-check';
import { type Amounts, amountsOf, sumOf } from '../../lib/graph/amounts';
import type { Manifest } from '../../lib/graph/manifest';
import { compare, NONE } from '../../lib/graph/quantity';
import { askedBy, container, pod, shown } from '../helpers/resources';

test('a pod asks for what its containers do together', () => {
  const { sum } = askedBy(
    pod({ containers: [container({ cpu: '100m', memory: '1Gi' }), container({ cpu: 1 })] }),
  );
  expect(shown(sum.requests)).toEqual({ cpu: '1100m', memory: '1Gi' });
});

test('an init container counts where it asks for more than all others', () => {
  const containers = [container({ cpu: '100m', memory: '1Gi' })];
  const initContainers = [container({ cpu: '50m' }), container({ cpu: '300m', memory: '64Mi' })];
  const { sum } = askedBy(pod({ initContainers, containers }));
  expect(shown(sum.requests)).toEqual({ cpu: '300m', memory: '1Gi' });
});

test('a sidecar runs beside all that comes after it', () => {
  const sidecar = container({ cpu: '100m' }, {}, { restartPolicy: 'Always' });
  const start = container({ cpu: '500m' });
  const containers = [container({ cpu: '200m' })];
  const cpu = (initContainers: object[]) =>
    shown(askedBy(pod({ initContainers, containers })).sum.requests).cpu;
  expect(cpu([sidecar])).toBe('300m');
  expect(cpu([sidecar, start])).toBe('600m');
  expect(cpu([start, sidecar])).toBe('500m');
});

test('a limit without a request requests the limit', () => {
  const { sum } = askedBy(pod({ containers: [container({}, { cpu: 2 })] }));
  expect(shown(sum.requests)).toEqual({ cpu: '2' });
});

test('what is said of the pod counts, and not that of its containers', () => {
  const { sum, whole } = askedBy(
    pod({
      containers: [container({ cpu: '100m', 'example.com/dongle': 1 })],
      resources: { requests: { cpu: 1 }, limits: { cpu: 2, memory: '1Gi' } },
    }),
  );
  expect(shown(sum.requests)).toEqual({ cpu: '1', 'example.com/dongle': '1', memory: '1Gi' });
  expect(shown(whole?.limits ?? new Map())).toEqual({ cpu: '2', memory: '1Gi' });
});

test('a pod with a limit of its own requests what its containers do', () => {
  const { sum } = askedBy(
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
  const { sum, total } = askedBy(
    pod({ containers: [container({ cpu: '100m' }, { cpu: 1 })], runtimeClassName: 'kata' }),
    runtimeClass,
  );
  expect(shown(sum.requests)).toEqual({ cpu: '100m' });
  expect(shown(total.requests)).toEqual({ cpu: '350m', memory: '160Mi' });
  expect(shown(total.limits)).toEqual({ cpu: '1250m' });
});

describe('for any containers', () => {
  const requests = fc.dictionary(
    fc.constantFrom('cpu', 'memory', 'example.com/dongle'),
    fc.tuple(fc.nat({ max: 5000 }), fc.constantFrom('', 'm', 'Mi')).map((parts) => parts.join('')),
  );
  const list = fc.array(requests, { maxLength: 5 });
  const amount = (amounts: Amounts, name: string) => amounts.get(name) ?? NONE;
  const sumFor = (containers: object[], initContainers: object[] = []) =>
    askedBy(
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
