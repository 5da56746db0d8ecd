import type { Verdict } from '../check';
import type { GraphObject } from '../graph/graph';
import type { Answer } from './protocol';

/** What one Kubernetes minor says of one object. */
export interface Judgement {
  readonly object: GraphObject;
  /** As in `1.36`. */
  readonly minor: string;
  /** Whether it may be made. */
  readonly answer: Answer;
  /** Whether it may take the place of what the last output has, where that is another. */
  readonly change?: Answer;
}

/** What is said of the object of a judgement, before it is known which minors say the same. */
export interface Draft extends Omit<Verdict, 'message' | 'object'> {
  /** Of what the minors do: `is refused by`. */
  readonly verb: string;
  /** The words of the server. */
  readonly words: string;
}

export const REFUSED = 'is refused by';

/** `data[tls.crt]` as the rest of Orquesta writes it: `data.tls.crt`. */
export function pathOf(field: string): string {
  // Said of the object as a whole.
  if (field === '[]' || field === '<nil>') return '';
  return field.replace(/\[([^\]]*)\]/g, (index, key: string) =>
    /^\d+$/.test(key) ? index : `.${key}`,
  );
}
