import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compile } from './helpers/compile';
import { pages } from './helpers/pages';
import { blocksOf, complaints } from './helpers/typescript-blocks';
import { prelude, type Program, programs } from './fixtures/programs';

const root = join(__dirname, '..');
const lessons = join(root, 'lib/charts/lessons');

/** The switch of Blue/Green, in the lesson itself. */
const rollout: Program = {
  mistake: 'the switch of Blue/Green is set to a colour that there is not',
  right: readFileSync(join(lessons, 'rollout.ts'), 'utf8'),
  change: ["= 'blue';", "= 'red';"],
  refusal: [2322, `Type '"red"' is not assignable to type '"blue" | "green"'`],
};

/** Path of a file that is on no disk → what it holds. */
const files = new Map<string, string>();
const all = [
  { ...rollout, before: '' },
  ...programs.map((program) => ({ ...program, before: prelude })),
].map(({ before, ...program }, index) => {
  const right = join(lessons, `right-${index}.ts`);
  const wrong = join(lessons, `wrong-${index}.ts`);
  files.set(right, `${before}${program.right}\nexport {};\n`);
  files.set(wrong, `${before}${program.right.replace(...program.change)}\nexport {};\n`);
  return { ...program, source: program.right, right, wrong };
});

const diagnose = compile(files);
// In one order: what the compiler has seen before changes its words.
const diagnostics = new Map([...files.keys()].map((path) => [path, diagnosticsOf(path)]));

test.each(all)('$mistake', ({ change: [from], source, right, wrong, refusal: [code, text] }) => {
  expect(source.split(from)).toHaveLength(2);
  expect(diagnostics.get(right)).toEqual([]);
  expect(diagnostics.get(wrong)).toEqual([{ code, text: expect.stringContaining(text) as string }]);
});

test('every block of TypeScript in the documents compiles', () => {
  const blocks = pages.flatMap(({ path, text }) => blocksOf(path, text));
  expect(blocks.length).toBeGreaterThan(0);
  expect(complaints(root, blocks)).toEqual([]);
});

function diagnosticsOf(path: string): { code: number; text: string }[] {
  return diagnose(path).map(({ code, messageText }) => ({
    code,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}
