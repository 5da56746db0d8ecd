import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lessons, missing } from '../lib/charts/lessons';
import { environments, folderOf } from '../lib/environments';
import { scripts } from '../package.json';
import { pages } from './helpers/pages';

const root = resolve(__dirname, '..');

/** What `pattern` catches in the pages and does not hold, as `page:line caught`. */
function exceptions(pattern: RegExp, holds: (caught: string) => boolean): string[] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)]
      .map(({ 1: caught = '', index }) => ({
        caught,
        line: text.slice(0, index).split('\n').length,
      }))
      .filter(({ caught }) => !holds(caught))
      .map(({ caught, line }) => `${path}:${line} ${caught}`),
  );
}

test('every path of the repository that the documents name exists', () => {
  // In back-ticks, behind a command such as `kubectl apply -f`, or as a link; `<name>` stands for any.
  const path =
    /(?<=[`\s(])((?:apps|apiserver|cluster|dist|docs|imports|lib|test)\/(?:[\w./<>-]*[\w/>])?)/g;
  expect(exceptions(path, (it) => it.includes('<') || existsSync(join(root, it)))).toEqual([]);
});

test('every npm script that the documents name exists', () => {
  expect(exceptions(/npm run (?:-\S+ )*([\w:-]+)/g, (it) => it in scripts)).toEqual([]);
});

describe('docs/taller.md', () => {
  const guide = pages.find(({ path }) => path === 'docs/taller.md')?.text ?? '';

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
    expect(sections.filter((section) => !shape.test(section))).toEqual([]);
  });
});
