import { type Event, EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { holdsSecret } from '../report/holds-secret';
import { YamlError } from './yaml-error';

/** Levels of nesting; what people write most deeply, CustomResourceDefinitions, has some sixty. */
export const DEPTH = 400;

/** Nodes of one document: what fits into memory; the largest object of an API server has a tenth of it. */
const NODES = 4_000_000;

/** What the parser sees in the text of one document. */
export interface Parsed {
  /** The text that the events speak of: see `indented`. */
  readonly text: string;
  /** A flat list, empty where there are only comments. */
  readonly events: readonly Event[];
  /** Where a place in that text is in the text that was given. */
  readonly given: (offset: number) => number;
}

/** @throws YamlError when the text is not YAML, or more than one document */
export function parse(text: string): Parsed {
  if (text.length > NODES && separatorsIn(text) > NODES) {
    const fix = 'split it into documents of one object each';
    throw new YamlError(`this document has more than ${NODES} parts`, 0, fix);
  }
  if (text.startsWith('%')) {
    const fix = 'remove the lines that begin with "%"';
    throw new YamlError('kubectl does not read directives such as `%YAML`', 0, fix);
  }
  const parsed = indented(text);
  const { events, given } = parsed;
  const second = events.findIndex(({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT);
  if (second === -1) return parsed;
  const rest = events.slice(second).map(startOf);
  const place = rest.find((start) => start !== undefined);
  if (place === undefined) return { ...parsed, events: events.slice(0, second) };
  if (!/^\.\.\./m.test(parsed.text)) {
    const message = 'kubectl finds no second document here, for no line feed is before its "---"';
    throw new YamlError(message, given(place), 'end lines with a line feed');
  }
  throw new YamlError('kubectl ignores what follows "..."', given(place), 'write "---" before it');
}

/** At least as many as there are nodes, and cheaper to count. */
function separatorsIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (',:-?[{\n'.includes(text.charAt(index))) count++;
  }
  return count;
}

/** More than any line is indented by. */
const INDENT = ' '.repeat(256);

/**
 * go-yaml does not mind when a list in brackets, or a text in quotes, goes on as far to the left as the
 * key before it, and people end lists so. The parser keeps to the standard, which does mind. Spaces mean
 * nothing there, so more of them are put in until it is content.
 */
function indented(given: string): Parsed {
  let text = given;
  const places: number[] = [];
  const toGiven = (offset: number) =>
    offset - INDENT.length * places.filter((place) => place < offset).length;
  // Each round reads the text again, so a long one gets fewer.
  for (let rounds = Math.min(400, 4e7 / given.length); ; rounds--) {
    const outcome = attempt(text);
    if (!(outcome instanceof YAMLException)) return { text, events: outcome, given: toGiven };
    const at = outcome.mark?.position ?? 0;
    const [space = ''] = /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at)) ?? [];
    const isKnown = places.at(-1) === at - INDENT.length && !space.includes('\t');
    if (outcome.reason !== 'deficient indentation' || isKnown || rounds <= 0) {
      throw notYaml(text, outcome.reason, at, toGiven(at));
    }
    text = `${text.slice(0, at - space.length)}${space.replaceAll('\t', ' ')}${text.slice(at)}`;
    if (space.includes('\t')) continue;
    places.push(at);
    text = `${text.slice(0, at)}${INDENT}${text.slice(at)}`;
  }
}

function attempt(text: string): Event[] | YAMLException {
  try {
    return parseEvents(text, { maxDepth: DEPTH });
  } catch (error) {
    if (error instanceof YAMLException) return error;
    throw error;
  }
}

function notYaml(text: string, reason: string, at: number, offset: number): YamlError {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at + 1);
  // Some reasons end with the tag that is wrong, which may be what a Secret holds.
  const said = holdsSecret(text) ? reason.replace(/( "|: ).*/s, '') : reason;
  const message = `this is not YAML: ${said}`;
  return /^ *\t/.test(line)
    ? new YamlError(message, offset, 'indent with spaces: YAML takes no tabs there')
    : new YamlError(message, offset);
}

/** Where the text of a node begins; undefined for one that has none, such as the value in `key:`. */
export function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.SCALAR: {
      if (event.valueStart === -1) return undefined;
      const isQuoted =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return undefined;
  }
}
