import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchPeers } from './bench-peers';
import { benchShapes } from './bench-shapes';
import { benchSynth } from './bench-synth';
import { machine } from './machine';

const page = join(__dirname, '../../docs/benchmarks.md');

/** Shows Orquesta beside its peers; with nothing left out, this becomes `docs/benchmarks.md`. */
export async function benchAll(sizes: readonly number[], runs: number, isWritten: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'orquesta-bench-'));
  const clean = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', clean);
  // Ends the process and, with it, what it started: see `usage.ts`.
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  const text = [
    introduction(runs),
    await benchSynth(runs, folder),
    await benchPeers(sizes, runs, folder),
    await benchShapes(runs),
  ].join('');
  console.log(text);
  if (isWritten) writeFileSync(page, text);
}

function introduction(runs: number): string {
  return `# Benchmarks

Written by \`npm run bench\`, which installs the peers in exact versions outside of this repository. Each figure
is the median of ${runs} runs, which took turns, after one that is not counted; each run is a process of its own, with
all that it loads. "CPU s" counts all threads and all processes that were started; "peak MiB" is that of the
largest process; "ratio" is that of processor time to the first row. "Precompiled" says that no types are checked and that the
TypeScript was compiled before. All make the same objects, a mix of 14 kinds, and print them as YAML.

${machine()}
`;
}
