import type { Chapter, Stage } from './chapter';
import { say } from '../lib/say';
import { UserError } from '../lib/user-error';
import { type VisitStats, visitStats } from './visit-stats';

/** A chapter that was played; times are in milliseconds of the load client's clock. */
export interface Act {
  readonly chapter: Chapter;
  readonly from: number;
  readonly to: number;
  readonly ok: boolean;
  /** What was seen, or why it failed. */
  readonly seen: string;
  readonly stats: VisitStats;
}

/**
 * Plays a chapter before the student's eyes and judges its claim. Its requests are those sent since
 * `from`, the end of the chapter before, so that each one belongs to a chapter.
 */
export async function perform(
  chapter: Chapter,
  heading: string,
  from: number,
  stage: Stage,
): Promise<Act> {
  say.title(`${heading} · ${chapter.title}`);
  say.text(chapter.tale);
  let ok = true;
  let seen: string;
  try {
    seen = await chapter.play(stage);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    [ok, seen] = [false, error.message];
  }
  const to = stage.load.now();
  await stage.load.settle();
  const stats = visitStats(stage.load.visits, from, to);
  const complaint = lost(chapter, stats) ?? chapter.judge?.(stats);
  if (ok && complaint !== undefined) [ok, seen] = [false, complaint];
  const act = { chapter, from, to, ok, seen, stats };
  (ok ? say.done : say.failed)(`${seen} · ${requestsText(stats)}`);
  return act;
}

function lost({ mayFail = false }: Chapter, { failed, errors }: VisitStats): string | undefined {
  if (mayFail || failed === 0) return undefined;
  const kinds = Object.entries(errors).map(([error, count]) => `${count} × ${error}`);
  return `se perdieron ${failed} peticiones (${kinds.join(', ')})`;
}

function requestsText({ sent, failed, outage, slow }: VisitStats): string {
  const gap = failed > 0 ? ` en ${(outage / 1000).toFixed(1)} s` : '';
  const late = slow > 0 ? `, ${slow} lentas` : '';
  return `${sent} peticiones, ${failed} perdidas${gap}${late}`;
}
