import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { typescript } from './child';
import { compare, heading, type Way } from './compare';
import { markdown } from './table';

const root = join(__dirname, '../..');

/** The program of this repository in a copy: cold, warm, after an edit, with and without the API server. */
export async function benchSynth(runs: number, folder: string): Promise<string> {
  const copy = copyOf(join(folder, 'program'));
  const cache = join(copy, 'node_modules/.cache');
  const cold = () => {
    rmSync(cache, { recursive: true, force: true });
  };
  const edit = () => {
    appendFileSync(join(copy, 'lib/charts/http-echo-demo.ts'), '// edited\n');
  };
  const synth = (name: string, options: readonly string[], before?: () => void): Way => {
    const args = [...typescript('main.ts', copy), ...options];
    const command = { program: process.execPath, args, folder: copy };
    return { name: [name], command, ...(before && { before }) };
  };
  const cli = { program: 'npx', args: ['cdk8s', 'synth'], folder: copy, environment: noUpgrade };
  const ways: Way[] = [
    synth('npm run synth, warm', []),
    synth('npm run synth, cold', [], cold),
    synth('npm run synth, after an edit', [], edit),
    synth('without the API server inside, warm', ['--no-apiserver']),
    synth('without the API server inside, cold', ['--no-apiserver'], cold),
    synth('without the API server inside, after an edit', ['--no-apiserver'], edit),
    { name: ['npx cdk8s synth'], command: cli },
    { name: ['node -e 0'], command: { program: process.execPath, args: ['-e', '0'] } },
  ];
  const rows = await compare('the workshop', ways, { runs });
  return `\n## The whole workshop, in all environments\n\n${markdown(['', ...heading], rows)}\n`;
}

const noUpgrade = { CDK8S_CHECK_UPGRADE: 'false' };

/** With a cache of its own, so that nobody else's is emptied. */
function copyOf(folder: string): string {
  const copied = ['main.ts', 'lib', 'dist', 'tools', 'package.json', 'package-lock.json'];
  const more = ['tsconfig.json', 'cdk8s.yaml', 'imports', 'apiserver'];
  for (const path of [...copied, ...more])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  return folder;
}
