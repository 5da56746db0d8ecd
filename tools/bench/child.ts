import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The arguments with which Node runs a file of TypeScript, of this checkout or a copy. */
export function typescript(file: string, root = join(__dirname, '../..')): string[] {
  return ['-r', join(root, 'tools/register.js'), file];
}

/** Runs another file of this folder in a process of its own, and says what time passed. */
export function child(
  script: string,
  args: readonly string[],
): Promise<{ output: string; wall: number }> {
  const files = typescript(join(__dirname, `${script}.ts`));
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const running = spawn(process.execPath, [...files, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    running.on('error', reject).on('close', (code) => {
      if (code === 0) resolve({ output, wall: performance.now() - start });
      else reject(new Error(`${script} ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}
