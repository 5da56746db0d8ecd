import Ajv from 'ajv';
import fc from '../helpers/fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { rules } from '../../lib/checks';
import type { Finding } from '../../lib/report/finding';
import { toSarif } from '../../lib/report/sarif';
import { anyFinding } from '../helpers/findings';

const root = join(__dirname, '../..');

/** Whether a document follows the schema of the standard, SARIF 2.1.0 with errata 01. */
const validate = (() => {
  const text = readFileSync(join(root, 'test/fixtures/sarif-schema-2.1.0.json'), 'utf8');
  const schema = JSON.parse(text) as { id?: string; $schema?: string };
  // Its draft of JSON Schema, 04, says `id` where Ajv says `$id`; it uses nothing else that has changed.
  delete schema.id;
  delete schema.$schema;
  const formats = {
    uri: (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && URL.canParse(text),
    'uri-reference': /^(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9a-f]{2})*$/i,
    'date-time': true,
  } as const;
  return new Ajv({ strict: false, formats }).compile(schema);
})();

const finding: Finding = {
  rule: 'port-is-in-range',
  severity: 'error',
  origin: { file: 'lib/charts/web.ts', line: 5, column: 9 },
  object: { kind: '/Service', namespace: 'demo', name: 'web' },
  field: 'spec.ports[0].port',
  message: 'what is wrong',
  fix: 'how to mend it',
};

/** The one run of a report, which must be valid. */
function runOf(findings: readonly Finding[]) {
  const log = JSON.parse(toSarif(findings)) as Log;
  validate(log);
  expect(validate.errors).toBeNull();
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  const { rules = [], ...driver } = run.tool.driver;
  return { ...run, driver, rules, results: run.results ?? [] };
}

/** The result of one finding, with changes. */
function resultOf(changes: Partial<Finding> = {}): Result {
  const [result] = runOf([{ ...finding, ...changes }]).results;
  if (!result) throw new Error('no result');
  return result;
}

test('the schema refuses what is not SARIF', () => {
  const log = JSON.parse(toSarif([finding])) as { runs: [{ results: [{ level: string }] }] };
  log.runs[0].results[0].level = 'fatal';
  expect(validate(log)).toBe(false);
});

test('a finding is a result of its rule, at its line and its object', () => {
  const { partialFingerprints, ruleIndex, ...result } = resultOf();
  expect(result).toEqual({
    ruleId: 'port-is-in-range',
    level: 'error',
    message: { text: 'what is wrong\nFix: how to mend it' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'lib/charts/web.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 5, startColumn: 9 },
        },
        logicalLocations: [
          { kind: 'resource', name: 'web', fullyQualifiedName: 'Service/demo/web' },
        ],
      },
    ],
  });
  expect(Object.keys(partialFingerprints ?? {})).toEqual(['finding/v1']);
  expect(runOf([finding]).rules[ruleIndex ?? -1]?.id).toBe('port-is-in-range');
});

test('the tool names itself and every rule, with its page', () => {
  const { driver, rules: described, results } = runOf([]);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(driver).toEqual({ name: 'Orquesta', version });
  expect(results).toEqual([]);
  expect(described.map(({ id }) => id)).toEqual(rules.map(({ name }) => name).sort());
  for (const { name, severity, description } of rules) {
    const page = join(root, 'docs/checks', `${name}.md`);
    expect(described.find(({ id }) => id === name)).toMatchObject({
      shortDescription: { text: description },
      help: {
        text: `See docs/checks/${name}.md.`,
        ...(existsSync(page) && { markdown: readFileSync(page, 'utf8') }),
      },
      defaultConfiguration: { level: severity },
    } satisfies Omit<ReportingDescriptor, 'id'>);
  }
});

test('what is found without a rule is described from its page', () => {
  const { rules, results } = runOf([{ ...finding, rule: 'program-runs' }]);
  expect(rules[results[0]?.ruleIndex ?? -1]).toMatchObject({
    id: 'program-runs',
    shortDescription: { text: expect.stringMatching(/^\w.*\.$/) as string },
    help: { markdown: expect.stringContaining('# program-runs') as string },
  });
});

test('a fingerprint follows the object and not the line', () => {
  const fingerprint = (changes: Partial<Finding>) => resultOf(changes).partialFingerprints;
  const origin = { file: 'lib/charts/other.ts', line: 7, column: 1 };
  const same = fingerprint({});
  expect(fingerprint({ origin, message: 'port 1 is wrong' })).toEqual(same);
  expect(fingerprint({ field: 'spec.ports[1].port' })).not.toEqual(same);
  expect(fingerprint({ rule: 'name-is-valid' })).not.toEqual(same);
  expect(fingerprint({ object: { kind: '/Service', namespace: 'demo', name: 'b' } })).not.toEqual(
    same,
  );
  expect(fingerprint({ object: undefined })).not.toEqual(
    fingerprint({ object: undefined, message: 'something else' }),
  );
});

test('a place is encoded as a URI, relative to the sources where it is among them', () => {
  const at = (file: string) =>
    resultOf({ origin: { file, line: 1, column: 1 } }).locations?.[0]?.physicalLocation
      ?.artifactLocation;
  expect(at('año 1/a#b?c:d%.yaml')).toEqual({
    uri: 'a%C3%B1o%201/a%23b%3Fc%3Ad%25.yaml',
    uriBaseId: '%SRCROOT%',
  });
  expect(at('/tmp/a b.yaml')).toEqual({ uri: 'file:///tmp/a%20b.yaml' });
  expect(at('../a.yaml')?.uri).toMatch(/^file:\/\/\/.*\/a\.yaml$/);
});

test('a finding with neither place nor object has no location', () => {
  expect(resultOf({ origin: undefined, object: undefined })).not.toHaveProperty('locations');
});

test('a message makes no link', () => {
  const { message } = resultOf({ message: 'label "[see](https://example.com)"' });
  expect(message.text).toBe('label "[see] (https://example.com)"\nFix: how to mend it');
});

test('whatever a finding says, the report is valid', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 3 }), (findings) => {
      const { results } = runOf(findings);
      for (const { message } of results) expect(message.text?.split('\n')).toHaveLength(2);
      expect(toSarif(findings)).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    }),
    // Each report holds every page.
    { numRuns: 20 },
  );
});
