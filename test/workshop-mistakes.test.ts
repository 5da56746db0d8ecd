import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkWith } from '../lib/apiserver/check';
import { Judges } from '../lib/apiserver/judge';
import { buildApp } from '../lib/app';
import { check } from '../lib/check';
import { rules } from '../lib/checks';
import { type EnvironmentName, environments, folderOf } from '../lib/environments';
import { Graph } from '../lib/graph/graph';
import { type Manifest, namespaceOf } from '../lib/graph/manifest';
import { graphOf, surroundingsOf } from '../lib/synthesize';
import { around } from './helpers/around';
import { contains, type Mistake, type Row, rows } from './fixtures/workshop/mistakes';

const folder = join(__dirname, 'fixtures/workshop');
const judges = new Judges();
beforeAll(() => {
  judges.start();
});
afterAll(() => {
  judges.end();
});
const ours = { kind: graph('kind'), cloud: graph('cloud') };

/** Every rule has a page; a mistake whose rule has none yet is counted as `todo`. */
const isPending = ({ rule }: Mistake) => !existsSync(join(__dirname, `../docs/checks/${rule}.md`));

describe.each(rows)('$fixtures of the documents', ({ fixtures, labels, mistakes, right }) => {
  const theirs = read(fixtures, labels);

  test('gets the messages of the rules that there are, and no other errors', () => {
    const named = mistakes.filter((mistake) => !isPending(mistake));
    const findings = checkWith(theirs, judges.judge(theirs)).filter(
      ({ rule, severity }) => severity === 'error' || named.some((each) => each.rule === rule),
    );
    // Of an object that is there twice, everything is said twice.
    const said = new Set(findings.map(({ rule, message }) => `${rule}: ${wordsOf(message)}`));
    expect([...said]).toEqual(named.map(({ rule, says }) => `${rule}: ${says}`));
  });

  test.each(mistakes)('has what $rule must name, and our output has not: $says', ({ isIn }) => {
    expect(isIn(manifestsOf(theirs))).toBe(true);
    expect(isIn(manifestsOf(ours.kind))).toBe(false);
  });

  test(`is done right in dist: ${right.join(' ')}`, () => {
    const [name, kind, object, environment = 'kind'] = right;
    const file = join(folderOf(environment), `${name}.k8s.yaml`);
    const objects = ours[environment].objects.filter((each) => each.file === file);
    const there = new Graph(objects, around(environment));
    expect(contains(manifestsOf(there), kind, object)).toBe(true);
    expect(check(there, rules)).toEqual([]);
  });

  for (const { rule, says } of mistakes.filter(isPending)) test.todo(`${rule} names it: ${says}`);
});

test('every fixture is in the table', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const used = new Set(rows.flatMap(({ fixtures }) => fixtures.map((name) => `${name}.yaml`)));
  expect([...used].sort()).toEqual(files.sort());
});

function graph(environment: EnvironmentName): Graph {
  const { objects } = graphOf(buildApp(environments[environment]), folderOf(environment));
  return new Graph(objects, surroundingsOf(environments[environment]));
}

/** Without whose API server says it of what, and what that adds to the words of a rule. */
function wordsOf(message: string): string {
  return message.replace(/; it is refused by .*$/, '').replace(/^.*? Kubernetes [\d.]+: /, '');
}

/** The objects of these fixtures, in this order, their namespaces with these labels too. */
function read(fixtures: readonly string[], labels?: Row['labels']): Graph {
  const objects = fixtures.flatMap((name) => {
    const file = `${name}.yaml`;
    const documents = parseAllDocuments(readFileSync(join(folder, file), 'utf8'), {
      version: '1.1',
    });
    const manifests = documents
      .map((document) => document.toJS() as Manifest)
      .map((manifest) =>
        labels && manifest.kind === 'Namespace'
          ? { ...manifest, metadata: { ...manifest.metadata, labels } }
          : manifest,
      );
    return manifests.map((manifest) => ({
      manifest,
      namespace: namespaceOf(manifest),
      origin: { file, line: 1, column: 1 },
      file,
    }));
  });
  return new Graph(objects, { knowsOutside: true });
}

function manifestsOf({ objects, duplicates }: Graph): Manifest[] {
  return [...objects, ...duplicates.map(([, again]) => again)].map(({ manifest }) => manifest);
}
