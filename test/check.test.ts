import { check, type Rule } from '../lib/check';
import { replicasAreNotNegative } from '../lib/checks/replicas-are-not-negative';
import { Graph } from '../lib/graph/graph';
import type { Manifest } from '../lib/graph/manifest';
import { toText } from '../lib/report/text';
import { deployment, graphOf } from './helpers/graph';

/** A Deployment with too few replicas, and with these annotations. */
function wrong(annotations: Record<string, string>, replicas = -1): Manifest {
  const manifest = deployment({ spec: { replicas } });
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

function report(...manifests: readonly Manifest[]): string {
  return toText(check(graphOf(...manifests), [replicasAreNotNegative]));
}

const key = 'checks.orquesta/replicas-are-not-negative';

test('an annotation with a reason excepts its object from the rule', () => {
  expect(report(wrong({}))).toContain('replicas-are-not-negative\n');
  expect(report(wrong({ [key]: 'the tests need it' }))).toBe('');
});

test('it excepts no other object', () => {
  const other = deployment({ name: 'other', spec: { replicas: -1 } });
  const text = report(wrong({ [key]: 'the tests need it' }), other);
  expect(text).toContain('program.ts:2:1  replicas-are-not-negative');
  expect(text).not.toContain('program.ts:1:1');
});

test('an exception without a reason is refused, and the rule holds', () => {
  const text = report(wrong({ [key]: ' ' }));
  expect(text).toContain(`program.ts:1:1  exception-is-needed
  Deployment "demo/api" has the annotation "${key}" without a reason
  Fix: say as its value why the rule does not hold here
  More: docs/checks/exception-is-needed.md`);
  expect(text).toContain('program.ts:1:1  replicas-are-not-negative\n');
});

test('an exception that nothing needs is refused', () => {
  expect(report(wrong({ [key]: 'the tests need it' }, 1))).toBe(`program.ts:1:1  exception-is-needed
  Deployment "demo/api" has the annotation "${key}", and the rule has nothing against it
  Fix: remove the annotation
  More: docs/checks/exception-is-needed.md`);
});

test('an exception from a rule that does not exist is refused, and told which is near', () => {
  expect(report(wrong({ 'checks.orquesta/replicas-are-negative': 'no reason' }, 1)))
    .toBe(`program.ts:1:1  exception-is-needed
  Deployment "demo/api" has the annotation "checks.orquesta/replicas-are-negative", and there is no rule of that name
  Fix: name a rule of lib/checks/, or remove the annotation
  More: docs/checks/exception-is-needed.md`);
  expect(report(wrong({ 'checks.orquesta/replicas-are-not-negativ': 'no reason' }, 1))).toContain(
    'there is no rule of that name; did you mean "replicas-are-not-negative"?',
  );
});

/** Says of every object that its replicas are wrong. */
const always: Rule = {
  name: 'always',
  severity: 'warning',
  description: 'Nothing is right.',
  *check({ objects, external }) {
    for (const object of [...objects, ...external]) {
      yield { object, field: 'spec.replicas', message: 'Wrong', fix: 'mend it' };
    }
  },
};

const origin = (line: number) => ({ file: 'a.yaml', line, column: 1 });

test('a finding carries its rule, severity, object and field', () => {
  expect(check(graphOf(deployment()), [always])).toEqual([
    {
      rule: 'always',
      severity: 'warning',
      origin: { file: 'program.ts', line: 1, column: 1 },
      object: { kind: 'apps/Deployment', namespace: 'demo', name: 'api' },
      field: 'spec.replicas',
      message: 'Wrong',
      fix: 'mend it',
    },
  ]);
});

test('the place of the field is named where the source has one, and else that of the object', () => {
  const originOf = (field: string) => (field === 'spec.replicas' ? origin(7) : undefined);
  const place = (originOf: (field: string) => ReturnType<typeof origin> | undefined) => {
    const object = { manifest: deployment(), namespace: 'demo', origin: origin(1), file: 'a.yaml' };
    return check(new Graph([{ ...object, originOf }]), [always])[0]?.origin?.line;
  };
  expect(place(originOf)).toBe(7);
  expect(place(() => undefined)).toBe(1);
});

test('a rule may speak of what is declared as external', () => {
  const external = { kind: '/Secret', namespace: 'demo', name: 'tls', origin: origin(3) };
  const [finding] = check(new Graph([], { external: [external] }), [always]);
  expect(finding?.object).toEqual({ kind: '/Secret', namespace: 'demo', name: 'tls' });
  expect(finding?.origin).toEqual(origin(3));
});
