import type { Request } from '../../lib/apiserver/protocol';
import { causes } from './causes';
import type { FullAnswer } from './judge';
import { normalized, type Said } from './normalized';

/** Where two servers say different things. */
export interface Difference {
  readonly what: 'verdict' | 'message' | 'warnings';
  /** The name of the cause, where one is known. */
  readonly cause?: string;
}

/** What the API server inside says, in the terms of a real one. */
export function saidOf(answer: FullAnswer): Said {
  const { errors = [], warnings, status, panic, needs, custom } = answer;
  if (panic !== undefined) return { accepted: false, status: `panic: ${panic}` };
  if (needs !== undefined) return { accepted: false, status: `not judged: needs ${needs}` };
  if (custom) return { accepted: false, status: 'not judged: a kind of somebody else' };
  return { accepted: errors.length === 0, status, warnings };
}

/** The difference between what a real server says and what the one inside does, if there is one. */
export function differenceOf(request: Request, real: Said, inside: Said): Difference | undefined {
  // What kubectl is warned of, it says without saying of which object.
  const isChange = request.old !== undefined;
  const what = kindOf(real, isChange ? { ...inside, warnings: real.warnings } : inside);
  if (!what) return undefined;
  const cause = causes.find(({ isIt }) => isIt({ request, real, inside }));
  return { what, ...(cause && { cause: cause.name }) };
}

function kindOf(real: Said, inside: Said): Difference['what'] | undefined {
  if (real.accepted !== inside.accepted) return 'verdict';
  if (!real.accepted && normalized(real.status) !== normalized(inside.status)) return 'message';
  if (normalizedAll(real.warnings) !== normalizedAll(inside.warnings)) return 'warnings';
  return undefined;
}

function normalizedAll(messages: readonly string[] = []): string {
  return [...new Set(messages.map(normalized))].sort().join('\n');
}
