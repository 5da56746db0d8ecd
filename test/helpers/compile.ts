import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');

/** Source files that are on disk do not change while tests run: they are parsed once. */
const parsed = new Map<string, ts.SourceFile>();

/** What the compiler of the project, with its options, has against a file. */
export type Diagnose = (path: string) => readonly ts.Diagnostic[];

/** Compiles `files`, an absolute path → what the file holds, beside those of the repository. */
export function compile(files: ReadonlyMap<string, string>): Diagnose {
  const options = optionsOfProject();
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (path) => files.has(path) || disk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? disk.readFile(path);
  host.getSourceFile = (path, ...how) => {
    if (files.has(path)) return disk.getSourceFile(path, ...how);
    const source = parsed.get(path) ?? disk.getSourceFile(path, ...how);
    if (source) parsed.set(path, source);
    return source;
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return (path) => {
    const source = program.getSourceFile(path);
    if (!source) throw new Error(`the compiler did not read ${path}`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  };
}

function optionsOfProject(): ts.CompilerOptions {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}
