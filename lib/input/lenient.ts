import { type Event, EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';

/** Levels of nesting; what people write most deeply, CustomResourceDefinitions, has some sixty. */
export const DEPTH = 400;

/** What the parser makes of a text. */
export interface Lenient {
  /** The text that the events speak of: the one given, with parts put in that mean nothing. */
  readonly text: string;
  readonly outcome: readonly Event[] | YAMLException;
  /** Where a place in that text is in the text that was given. */
  readonly given: (offset: number) => number;
}

/** What is put in, by its place in the text that was given. */
type Parts = ReadonlyMap<number, string>;

const none: Parts = new Map();

/** Lines that are mended at a time, so that the text stays of its size. */
const MOST = 20_000;

/** More than any line is indented by. */
export const INDENT = ' '.repeat(256);

/**
 * Reads a text as go-yaml does where that minds less than the standard, to which the parser keeps. It does
 * not mind when a list in brackets, or a text in quotes, goes on as far to the left as the key before it, and
 * people end lists so. Spaces mean nothing there, so more of them are put in until it is content.
 */
export function parseLeniently(text: string): Lenient {
  const first = read(text, none);
  if (placeOfError(first) === undefined) return first;
  // Most are in quotes, and mending one after the other takes a reading each.
  for (let guessed = continuationsIn(text); ;) {
    const mended = mend(text, guessed);
    const right = inQuotes(mended, guessed);
    if (right.size === guessed.size) return mended;
    guessed = right;
  }
}

function read(text: string, parts: Parts): Lenient {
  const places = [...parts].sort(([one], [other]) => one - other);
  let [whole, from] = ['', 0];
  for (const [place, part] of places) {
    whole += text.slice(from, place) + part;
    from = place;
  }
  whole += text.slice(from);
  let shift = 0;
  const shifts = places.map(([place, part]) => ({ at: place + shift, by: (shift += part.length) }));
  const given = (offset: number) => {
    const last = shifts.findLast(({ at }) => at < offset);
    return offset - (last?.by ?? 0);
  };
  return { text: whole, outcome: attempt(whole), given };
}

function attempt(text: string): Event[] | YAMLException {
  try {
    return parseEvents(text, { maxDepth: DEPTH });
  } catch (error) {
    if (error instanceof YAMLException) return error;
    throw error;
  }
}

/** Puts in what each error asks for. */
function mend(given: string, known: Parts): Lenient {
  const parts = new Map(known);
  let text = given;
  let last = read(text, parts);
  // Each round reads the text again, so a long one gets fewer.
  for (let rounds = Math.min(400, 4e7 / text.length); rounds > 0; rounds--) {
    const at = placeOfError(last);
    if (at === undefined) break;
    const line = text.lastIndexOf('\n', at - 1) + 1;
    const [space = ''] = /[ \t]*[[{]*$/.exec(text.slice(line, at)) ?? [];
    if (space.includes('\t') && space.length < at - line) {
      const spaces = space.replaceAll('\t', ' ');
      text = `${text.slice(0, at - space.length)}${spaces}${text.slice(at)}`;
    } else {
      // A text in quotes goes on after `\` at the end of a line, and the standard has no `\'`.
      const [place, part] =
        text[at - 1] === '\\' ? [at, `\n${INDENT}`] : [at - space.length, INDENT];
      if (parts.has(place)) break;
      parts.set(place, part);
    }
    last = read(text, parts);
  }
  return last;
}

/** Where there is a mistake that go-yaml would not call one. */
function placeOfError({ outcome, given, text }: Lenient): number | undefined {
  if (!(outcome instanceof YAMLException)) return undefined;
  const { reason, mark } = outcome;
  const at = mark?.position ?? 0;
  const isKnown =
    reason === 'deficient indentation' ||
    (reason === 'unknown escape sequence' && text[at] === "'");
  return isKnown ? given(at) : undefined;
}

/** The lines that seem to go on with a text in quotes, and not farther to the right than its key. */
function continuationsIn(text: string): Parts {
  const parts = new Map<number, string>();
  const opening = /^( *)(?:- +)*[^\s'"#][^'"#\n]*: +(?:[&!]\S+ +)*(['"])/gm;
  for (let found = opening.exec(text); found && parts.size < MOST; found = opening.exec(text)) {
    const [, { length: indent } = '', quote = ''] = found;
    const start = opening.lastIndex;
    const end = endOfQuotes(text, start, quote);
    if (!/^["'][ \t\r]*(\n|$)/.test(text.slice(end))) continue;
    for (const line of text.slice(start, end).matchAll(/\n( *)(?![ \t\r\n])/g)) {
      if ((line[1] ?? '').length <= indent) parts.set(start + line.index + 1, INDENT);
    }
    opening.lastIndex = end;
  }
  return parts;
}

function endOfQuotes(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && quote === '"') at++;
    else if (character === quote && (quote === '"' || text[at + 1] !== quote)) return at;
    else if (character === quote) at++;
  }
  return text.length;
}

/** Those of the parts that mean nothing because they are inside of quotes. */
function inQuotes({ outcome, given }: Lenient, parts: Parts): Parts {
  if (outcome instanceof YAMLException) return none;
  const quotes = outcome.flatMap((event) => {
    const isQuoted =
      event.type === EVENT_ID.SCALAR &&
      (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED);
    return isQuoted ? [[given(event.valueStart), given(event.valueEnd)] as const] : [];
  });
  let index = 0;
  const isQuoted = (place: number) => {
    while ((quotes[index]?.[1] ?? Infinity) < place) index++;
    return (quotes[index]?.[0] ?? Infinity) < place;
  };
  return new Map([...parts].filter(([place]) => isQuoted(place)));
}
