import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compile } from './compile';

/** A block of TypeScript in a page. Its first line names its file, as in `// lib/charts/lessons/pod.ts`. */
export interface Block {
  readonly page: string;
  /** Line of the page on which the code begins. */
  readonly line: number;
  readonly code: string;
}

/** A file of the repository with a block in it. */
export interface Substitution {
  /** Absolute path of the file. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** The line of the block, from 0, of a place in `after`; 0 for what is not of the block. */
  readonly lineInBlock: (offset: number) => number;
}

export function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(/^```(?:ts|typescript)\b.*\n([^]*?)^```$/gm)].map(
    ({ 1: code = '', index }) => ({
      page,
      line: text.slice(0, index).split('\n').length + 1,
      code,
    }),
  );
}

/** What the compiler of the project has against the blocks, as `page:line message`. */
export function complaints(root: string, blocks: readonly Block[]): string[] {
  const placed = blocks.map((block) => {
    const file = substitute(root, block);
    // Beside the file itself, so that its imports mean the same.
    const path = file?.path.replace(
      /\.ts$/,
      `.${block.page.replaceAll('/', '-')}-${block.line}.ts`,
    );
    return { block, file, path: path ?? '' };
  });
  const diagnose = compile(
    new Map(placed.flatMap(({ file, path }) => (file ? [[path, file.after]] : []))),
  );

  return placed.flatMap(({ block, file, path }) => {
    const at = (line: number) => `${block.page}:${block.line + line}`;
    if (!file) return [`${at(0)} names no file of the repository in its first line`];
    return diagnose(path).map(({ start = 0, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${at(file.lineInBlock(start))} ${message}`;
    });
  });
}

/**
 * Puts a block where the guide says: imports to the top; in the place of what is there already, a
 * constant of the same name or a construct of the same id; all else to the end of the constructor, or of
 * the file where there is none. Undefined when the block names no file.
 */
export function substitute(root: string, { code }: Block): Substitution | undefined {
  const name = /^\/\/ (\S+\.ts)$/m.exec(code.split('\n')[0] ?? '')?.[1];
  if (name === undefined || !existsSync(join(root, name))) return undefined;
  const path = join(root, name);
  const before = readFileSync(path, 'utf8');
  const file = parse(before);
  const body = file.statements.flatMap(constructorsOf)[0];
  const end = body ? body.getEnd() - 1 : before.length;
  const known = [...file.statements, ...(body?.statements ?? [])];

  const block = parse(code);
  const edits = block.statements
    .map((statement) => {
      const old = known.find((each) => isSameThing(each, statement));
      const start = ts.isImportDeclaration(statement) ? 0 : (old?.getStart() ?? end);
      return { start, end: old?.getEnd() ?? start, from: statement.getStart() };
    })
    .map((edit, index) => ({ ...edit, text: `${block.statements[index]?.getText() ?? ''}\n` }))
    .sort((a, b) => a.start - b.start);

  let after = '';
  let done = 0;
  const pieces = edits.map((edit) => {
    after += before.slice(done, edit.start);
    const start = after.length;
    after += edit.text;
    done = edit.end;
    return { start, end: after.length, from: edit.from };
  });
  after += before.slice(done);

  return {
    path,
    before,
    after,
    lineInBlock: (offset) => {
      const piece = pieces.find(({ start, end }) => start <= offset && offset < end);
      if (!piece) return 0;
      return block.getLineAndCharacterOfPosition(piece.from + offset - piece.start).line;
    },
  };
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('block.ts', text, ts.ScriptTarget.Latest, true);
}

function constructorsOf(statement: ts.Statement): ts.Block[] {
  if (!ts.isClassDeclaration(statement)) return [];
  return statement.members.flatMap((member) =>
    ts.isConstructorDeclaration(member) && member.body ? [member.body] : [],
  );
}

/** Whether two statements declare the same constant or make a construct of the same id. */
function isSameThing(one: ts.Statement, other: ts.Statement): boolean {
  if (ts.isImportDeclaration(other)) return false;
  const names = namesOf(other);
  return namesOf(one).some((name) => names.includes(name));
}

/** What a statement makes: its constants, and its call up to the id, as in `ConfigMap(this, 'config'`. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => [
      name.getText(),
      ...callsOf(initializer),
    ]);
  }
  return ts.isExpressionStatement(statement) ? callsOf(statement.expression) : [];
}

/** The id comes after `this`, or is the first argument of a function of the file itself. */
function callsOf(call: ts.Expression | undefined): string[] {
  if (!call || !(ts.isNewExpression(call) || ts.isCallExpression(call))) return [];
  const [first, second] = call.arguments ?? [];
  const makes = call.expression.getText();
  if (first?.kind === ts.SyntaxKind.ThisKeyword) return [`${makes}(this, ${second?.getText()}`];
  return first && ts.isStringLiteral(first) ? [`${makes}(${first.getText()}`] : [];
}
