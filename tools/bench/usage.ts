import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './commands';

/** What a run of a command took, with all processes that it started and waited for. */
export interface Usage {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time. */
  readonly cpu: number;
  /** The most memory that one of its processes held, in MiB. */
  readonly memory: number;
  readonly output: string;
}

const TIME = '/usr/bin/time';

let running: ChildProcess | undefined;
process.on('exit', () => {
  if (running?.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
});

/**
 * Runs a command to its end.
 *
 * @param limit seconds after which it is given up
 * @throws Error with the reason, in one line, when it does not do its work
 */
export async function usageOf(command: Command, limit = 120): Promise<Usage> {
  if (!existsSync(TIME)) throw new Error(`${TIME} is not here: install GNU time`);
  const file = join(tmpdir(), `orquesta-time-${process.pid}`);
  const { program, args, environment, folder } = command;
  const child = spawn(TIME, ['-q', '-o', file, '-f', '%e %U %S %M', program, ...args], {
    cwd: folder,
    // In a group of its own, so that it can be ended with all that it started.
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let [output, errors, isLate] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const timer = setTimeout(() => {
    isLate = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limit * 1000);
  const status = await new Promise((end) => child.on('close', end));
  clearTimeout(timer);
  running = undefined;
  if (isLate) throw new Error(`more than ${limit} s`);
  if (status === 127) throw new Error(`not here: ${command.install ?? program}`);
  if (status !== 0) {
    const last = `${output}\n${errors}`.trim().split('\n').at(-1) ?? '';
    throw new Error(`exit status ${String(status)}: ${last.slice(0, 120)}`);
  }
  const [wall = NaN, user = NaN, system = NaN, memory = NaN] = readFileSync(file, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  rmSync(file);
  return { wall, cpu: user + system, memory: memory / 1024, output };
}
