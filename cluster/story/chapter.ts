import type { Kubectl } from '../lib/kubectl';
import type { LoadClient } from './load-client';
import type { VisitStats } from './visit-stats';

/** What a command printed, kept for the report. */
export interface Evidence {
  readonly line: string;
  readonly output: string;
}

/** What the chapters of the story share. */
export interface Stage {
  readonly kubectl: Kubectl;
  readonly load: LoadClient;
  /** How long a wait may take, in seconds. */
  readonly seconds: number;
  readonly evidence: Evidence[];
}

/** One chapter of the demo's story. Its texts are Spanish: they are for the student. */
export interface Chapter {
  /** One word, for the chart. */
  readonly name: string;
  readonly title: string;
  /** What happens and why. */
  readonly tale: string;
  /** What must be true at the end. */
  readonly claim: string;
  /** @default false: one failed request makes the chapter fail */
  readonly mayFail?: boolean;
  /** Does it, waits for it, and tells what was seen. @throws UserError when the claim is false */
  play(stage: Stage): Promise<string>;
  /** What is wrong with the answers of the chapter; `undefined` when nothing is. */
  judge?(stats: VisitStats): string | undefined;
}
