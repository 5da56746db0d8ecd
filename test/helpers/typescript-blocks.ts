import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compile } from './compile';

/**
 * A block of TypeScript in a page. Its first line names the file that it belongs to, as in
 * `// lib/charts/lessons/pod.ts`. It is read as the end of the constructor of that file, or of its one
 * function, or of the file itself where it has neither, in a scope of its own: it may use what is there,
 * and declare anew what it changes. Its imports go to the top.
 */
export interface Block {
  readonly page: string;
  /** Line of the page on which the code begins. */
  readonly line: number;
  readonly code: string;
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
  const placed = blocks.map((block) => ({ block, file: placeOf(root, block) }));
  const sources = new Map(placed.flatMap(({ file }) => (file ? [[file.path, file.text]] : [])));
  const diagnose = compile(sources);

  return placed.flatMap(({ block, file }) => {
    const at = (line: number) => `${block.page}:${block.line + line}`;
    if (!file) return [`${at(0)} names no file of the repository in its first line`];
    return diagnose(file.path).map(({ file: source, start = 0, messageText }) => {
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${at(file.lineInBlock(line))} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

interface Placed {
  readonly path: string;
  readonly text: string;
  /** The line of the block for a line of the file: the first one for what is not of the block. */
  readonly lineInBlock: (line: number) => number;
}

function placeOf(root: string, { page, line, code }: Block): Placed | undefined {
  const host = /^\/\/ (\S+\.ts)$/m.exec(code.split('\n')[0] ?? '')?.[1];
  if (host === undefined || !existsSync(join(root, host))) return undefined;
  const text = readFileSync(join(root, host), 'utf8');
  const lines = code.split('\n');
  const isImport = importLines(code);
  const imports = lines.map((each, index) => (isImport(index) ? each : ''));
  const rest = lines.map((each, index) => (isImport(index) ? '' : each));
  const end = endOfScope(host, text);
  // Imports first, each line of the block on a line of its own in both places.
  const head = `${imports.join('\n')}\n${text.slice(0, end)}\n{\n`;
  const before = head.split('\n').length - 1;
  return {
    path: join(root, host.replace(/\.ts$/, `.${page.replaceAll('/', '-')}-${line}.ts`)),
    text: `${head}${rest.join('\n')}\n}\n${text.slice(end)}`,
    lineInBlock: (row) =>
      row < lines.length ? row : row >= before && row < before + lines.length ? row - before : 0,
  };
}

/** Tells whether a line, counted from 0, is part of an import of `code`. */
function importLines(code: string): (line: number) => boolean {
  const source = ts.createSourceFile('block.ts', code, ts.ScriptTarget.Latest);
  const ranges = source.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .map((statement) => [
      source.getLineAndCharacterOfPosition(statement.getStart(source)).line,
      source.getLineAndCharacterOfPosition(statement.getEnd()).line,
    ]);
  return (line) => ranges.some(([first = 0, last = 0]) => first <= line && line <= last);
}

/** Where the constructor of a file ends, or its one function, or the file itself. */
function endOfScope(path: string, text: string): number {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const constructors = source.statements
    .filter((statement) => ts.isClassDeclaration(statement))
    .flatMap(({ members }) => members.filter((member) => ts.isConstructorDeclaration(member)));
  const functions = source.statements.filter((statement) => ts.isFunctionDeclaration(statement));
  const [scope = functions.length === 1 ? functions[0] : undefined] = constructors;
  return scope?.body ? scope.body.getEnd() - 1 : text.length;
}
