import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import type { Run } from './program';

/**
 * Runs a script of the program in this process, as `node SCRIPT ARGS` would in the folder `cwd`: for
 * sentences about what it says and writes, and not about the process. It has to end on its own.
 */
export async function runHere(
  script: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Run> {
  const { argv, env: mine, exitCode } = process;
  const { console } = globalThis;
  const { stdout, stderr } = Object.getOwnPropertyDescriptors(process);
  const folder = process.cwd();
  const said = { stdout: new PassThrough(), stderr: new PassThrough() };
  const plain = { NO_COLOR: '1', FORCE_COLOR: undefined, npm_lifecycle_event: '' };
  try {
    process.argv = [process.execPath, script, ...args];
    process.env = { ...mine, ...plain, ...env };
    process.exitCode = undefined;
    process.chdir(cwd);
    Object.defineProperty(process, 'stdout', { configurable: true, value: said.stdout });
    Object.defineProperty(process, 'stderr', { configurable: true, value: said.stderr });
    globalThis.console = new Console(said);
    unload(script, script);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would run it once
    require(script);
    while (isRunning()) {
      await new Promise(setImmediate);
      process.emit('beforeExit', 0);
    }
    const status = Number(process.exitCode);
    return { status, stdout: textOf(said.stdout), stderr: textOf(said.stderr) };
  } finally {
    Object.assign(process, { argv, env: mine, exitCode });
    Object.defineProperties(process, { stdout, stderr });
    globalThis.console = console;
    process.chdir(folder);
  }
}

/** Has a file of `folder`, and all there that asked for it, loaded again when it is asked for next. */
export function unload(folder: string, path: string): void {
  const module = require.cache[path];
  if (!module) return;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is how a module is unloaded
  delete require.cache[path];
  for (const other of Object.values(require.cache)) {
    if (other?.filename.startsWith(folder) && other.children.includes(module))
      unload(folder, other.filename);
  }
}

/** Every script ends with a status. */
function isRunning(): boolean {
  return process.exitCode === undefined;
}

function textOf(stream: PassThrough): string {
  return String(stream.read() ?? '');
}
