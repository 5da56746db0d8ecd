import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Yaml } from 'cdk8s';
import { lessons, missing } from '../lib/charts/lessons';
import { check } from '../lib/check';
import { rules } from '../lib/checks';
import { environments, folderOf } from '../lib/environments';
import { toText } from '../lib/report/text';
import { graphOf } from '../lib/synthesize';
import { around } from './helpers/around';
import { Graph } from '../lib/graph/graph';
import { scripts } from '../package.json';
import { appOf } from './helpers/app-of';
import { pages } from './helpers/pages';
import { blocksOf, substitute } from './helpers/typescript-blocks';

const root = resolve(__dirname, '..');

/** What `pattern` catches in the pages and does not hold, as `page:line caught`. */
function exceptions(pattern: RegExp, holds: (caught: string) => boolean): string[] {
  const found = pages.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(({ 1: caught = '', index }) => ({
      caught,
      at: `${path}:${text.slice(0, index).split('\n').length}`,
    })),
  );
  expect(found).not.toEqual([]);
  return found.filter(({ caught }) => !holds(caught)).map(({ caught, at }) => `${at} ${caught}`);
}

function page(name: string): string {
  const found = pages.find(({ path }) => path === name);
  if (!found) throw new Error(`no ${name} among ${pages.map(({ path }) => path).join()}`);
  return found.text;
}

test('every path of the repository that the documents name exists', () => {
  // In back-ticks, behind a command such as `kubectl apply -f`, or as a link; `<name>` stands for any.
  const path =
    /(?<=[`\s(])((?:apps(?!\/v\d)|apiserver|cluster|dist|docs|imports|lib|test)\/(?:[\w./<>-]*[\w/>])?)/g;
  expect(exceptions(path, (it) => it.includes('<') || existsSync(join(root, it)))).toEqual([]);
});

test('every npm script that the documents name exists', () => {
  expect(exceptions(/npm run (?:-\S+ )*([\w:-]+)/g, (it) => it in scripts)).toEqual([]);
});

describe('docs/taller.md', () => {
  const guide = page('docs/taller.md');

  test('has every lesson in the order of the workshop, with the YAML of the first environment that has it', () => {
    const expected = Object.entries(lessons).map(([name, lesson]) => {
      const environment = missing(lesson, environments.kind).length === 0 ? 'kind' : 'cloud';
      const yaml = join('dist', folderOf(environment), `${name}.k8s.yaml`);
      return `Lección: \`lib/charts/lessons/${name}.ts\` · YAML: \`${yaml}\``;
    });
    expect(guide.match(/^Lección: .*$/gm)).toEqual(expected);
  });

  test('gives in each of its sections commands, an exercise and a solution for the same file', () => {
    const sections = guide.split(/^#+ /m).filter((section) => /^(Lección|Demo): /m.test(section));
    const shape =
      /^(?:Lección|Demo): `(\S+)`[^]*^```sh\n[^]*^\*\*Ejercicio\.\*\* [^]*^<details><summary>Solución<\/summary>\n[^]*^```ts\n\/\/ \1\n[^]*^<\/details>$/m;
    expect(sections).toHaveLength(2 + Object.keys(lessons).length);
    const wrong = sections.filter((section) => !shape.test(section));
    expect(wrong.map((section) => section.split('\n')[0])).toEqual([]);
  });

  test.each(blocksOf('docs/taller.md', guide))(
    'the solution at $page:$line changes the YAML, and no check is against it',
    (block) => {
      const { path, before, after } = substitute(root, block) ?? {};
      if (path === undefined || before === undefined || after === undefined)
        throw new Error(`names no file in its first line: ${block.code}`);
      const graphs = [before, after].map((source) => graphOf(appOf(path, source)));
      const [old, changed] = graphs.map(({ objects }) =>
        Yaml.stringify(...objects.map(({ manifest }) => manifest)),
      );
      expect(changed).not.toBe(old);
      const findings = graphs.map((graph) =>
        toText([...graph.findings, ...check(new Graph(graph.objects, around('cloud')), rules)]),
      );
      expect(findings).toEqual(['', '']);
    },
  );
});
