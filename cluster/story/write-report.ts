import { join } from 'node:path';
import { chart } from './chart';
import type { Visit } from './load-client';
import type { ReadyPods } from './ready-pods';
import { report, type Run } from './report';
import { writeFile } from '../lib/write-file';

/** What was measured while the story was played. */
export interface Measures {
  readonly visits: readonly Visit[];
  readonly ready: readonly ReadyPods[];
}

/** Writes the report and its chart into the folder, and gives the path of the report. */
export function writeReport(folder: string, run: Run, { visits, ready }: Measures): string {
  const failed = visits.filter(({ error }) => error !== undefined).map(({ at }) => at);
  const acts = run.acts.map(({ chapter, from }) => ({ name: chapter.name, from }));
  const to = run.acts.at(-1)?.to ?? 0;
  const path = join(folder, 'report.md');
  writeFile(join(folder, 'timeline.svg'), chart({ from: 0, to, ready, failed, acts }));
  writeFile(path, report(run));
  return path;
}
