import fc, { anyCharacter } from './fast-check';
import type { Finding } from '../../lib/report/finding';

const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  // What has a meaning in one of the formats.
  fc.constantFrom('\n::error::forged', '%0A', ':,', '](http://a)', '{0}', '\u001b[2J', '../', '-'),
  fc.constantFrom('a\r\nb', '\u2028', '\u202e', '\ud800', 'C:\\a b#?.yaml', '/etc/x.yaml', '"'),
);

const origin = fc.record({
  file: text,
  line: fc.integer({ min: 1 }),
  column: fc.integer({ min: 1 }),
});

const object = fc.record({
  kind: fc.constantFrom('/Service', 'apps/Deployment'),
  namespace: fc.option(text, { nil: undefined }),
  name: text,
});

/** A finding about manifests that somebody wrote to do harm. */
export const anyFinding: fc.Arbitrary<Finding> = fc.record({
  rule: fc.constantFrom('port-is-in-range', 'program-runs', 'not-a-rule'),
  severity: fc.constantFrom('error' as const, 'warning' as const),
  origin: fc.option(origin, { nil: undefined }),
  object: fc.option(object, { nil: undefined }),
  field: fc.option(text, { nil: undefined }),
  message: text,
  fix: text,
});
