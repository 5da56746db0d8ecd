import {
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '../../lib/user-error';
import { cached, cachePath } from './cached';
import { command } from './command';
import { data } from './data';
import { shortDigest } from './digest';
import { here, root } from './place';

/** A row of programs.yaml. */
export interface Program {
  readonly name: string;
  readonly version: string;
  /** What it is for. */
  readonly for: string;
  /** The Go module; one of ours may have none. */
  readonly module?: string;
  /** Its sum, as in a go.sum: only of a module that is built as it is. */
  readonly sum?: string;
  /** @default - the module itself */
  readonly package?: string;
  readonly stamp?: readonly string[];
  readonly links?: readonly string[];
  readonly edit?: { readonly file: string; readonly from: string; readonly to: string };
}

export const programs = data('programs.yaml') as readonly Program[];

/** The folder of our main.go, for a program that has one. */
export function ownSource({ name }: Program): string | undefined {
  const folder = join(here, 'programs', name);
  return existsSync(folder) ? folder : undefined;
}

/** The name of the program in the cache. */
export function programEntry(program: Program): string {
  const recipe = { ...program, for: undefined };
  const source = ownSource(program);
  return `${program.name}-${program.version}-${shortDigest(recipe, source === undefined ? [] : [relative(root, source)])}`;
}

/** The folder of the cache with the programs of Kubernetes, by their names. */
export const kubernetesEntry = programEntry(programNamed('kubernetes'));

export function programNamed(wanted: string): Program {
  const found = programs.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Error(`programs.yaml has no "${wanted}"`);
}

/** Where the compiled program is, once it is built. */
export const programFile = (program: Program) =>
  join(cachePath(programEntry(program)), program.name);

/** Compiles the program, unless the cache has it. */
export async function buildProgram(program: Program): Promise<void> {
  await cached(programEntry(program), async (draft) => {
    const source = join(draft, 'source');
    cpSync(ownSource(program) ?? (await download(program)), source, { recursive: true });
    // The files of Go's module cache are read-only.
    await command('chmod', ['-R', 'u+w', source]);
    edit(program, source);
    const stamps = (program.stamp ?? []).map((name) => `-X ${name}=${program.version}`);
    const flags = ['-trimpath', '-buildvcs=false', `-ldflags=-s -w ${stamps.join(' ')}`];
    const output = join(draft, program.name);
    await go(['build', '-C', source, ...flags, '-o', output, program.package ?? '.']);
    rmSync(source, { recursive: true });
    for (const link of program.links ?? []) symlinkSync(program.name, join(draft, link));
  });
}

/** The folder with the source of a module that is built as it is. */
async function download({ module, version, sum }: Program): Promise<string> {
  const name = `${module ?? ''}@${version}`;
  // Its sum is compared here; its own go.sum has those of all other modules.
  const text = await go(['mod', 'download', '-json', name], { GONOSUMDB: module ?? '' });
  const seen = JSON.parse(text) as { readonly Dir: string; readonly Sum: string };
  if (seen.Sum === sum) return seen.Dir;
  throw new UserError(
    `the Go module ${name} has sum ${seen.Sum}, and programs.yaml wants ${sum ?? 'none'}: somebody has changed it on the way`,
  );
}

function edit({ name, version, edit }: Program, source: string): void {
  if (!edit) return;
  const file = join(source, edit.file);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(edit.from)) {
    throw new Error(`${edit.file} of ${name} ${version} has no "${edit.from}"`);
  }
  writeFileSync(`${file}.new`, text.replace(edit.from, edit.to));
  renameSync(`${file}.new`, file);
}

async function go(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return command('go', args, { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=mod', ...env });
}
