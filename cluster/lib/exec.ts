import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Interrupted, interruption } from './interruption';
import { installHint } from './install-hint';
import { UserError } from './user-error';

export interface ExecOptions {
  /** Text for the child's standard input. @default none: the child reads the end of the file */
  readonly input?: string;
  /** Called with every line as it comes, from standard output and standard error. */
  readonly onLine?: (line: string) => void;
  /** The child is ended after so long, and the result's code is then `undefined`. @default never */
  readonly timeoutMs?: number;
  /** Ends the child. @default interruption */
  readonly signal?: AbortSignal;
}

export interface Result {
  /** Exit code; `undefined` when a signal ended the child. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child {
  /** @throws UserError when there is no such command, Interrupted when the user ended the program */
  readonly done: Promise<Result>;
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>;
}

const live = new Set<Child>();

/** Starts a command; its arguments are never read by a shell. */
export function start(command: string, args: readonly string[], options: ExecOptions = {}): Child {
  const { input, onLine, timeoutMs, signal = interruption } = options;
  const child = spawn(command, args, { signal, windowsHide: true });
  // Not spawn's own `timeout`: after ENOENT that timer would keep the program from ending.
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill(), timeoutMs);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (output[name] += chunk));
    if (onLine) createInterface({ input: child[name] }).on('line', onLine);
  }
  // A child that ends without reading its input is judged by its exit code, not by EPIPE here.
  child.stdin.on('error', () => undefined).end(input);

  const done = new Promise<Result>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError') reject(new Interrupted());
      else if (error.code === 'ENOENT') reject(new UserError(installHint(command)));
      else reject(error);
    });
    child.on('close', (code) => {
      resolve({ code: code ?? undefined, ...output });
    });
  });
  // `done` is rejected when the interruption comes, and the child ends a little later.
  const gone = new Promise<void>((resolve) => child.on('close', resolve));
  const self: Child = {
    done,
    async stop() {
      child.kill();
      await gone;
    },
  };
  live.add(self);
  void gone.then(() => {
    clearTimeout(timer);
    live.delete(self);
  });
  // The failure of a child that nobody waits for must not end the program.
  done.catch(() => undefined);
  return self;
}

/** Runs a command to its end. */
export async function exec(
  command: string,
  args: readonly string[],
  options?: ExecOptions,
): Promise<Result> {
  return start(command, args, options).done;
}

/** Ends what still runs. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...live].map((child) => child.stop()));
}
