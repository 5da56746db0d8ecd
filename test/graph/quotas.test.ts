import type { Manifest } from '../../lib/graph/manifest';
import { isInScope, quotasByNamespace } from '../../lib/graph/quotas';
import { graphOf } from '../helpers/graph';
import { askedBy, container, pod } from '../helpers/resources';

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
    return one && isInScope(one, askedBy(manifest, ...more));
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
