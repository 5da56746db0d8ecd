import { type Event, EVENT_ID, YAMLException } from 'js-yaml';
import { holdsSecret } from '../report/holds-secret';
import { parseLeniently } from './lenient';
import { refusalIn } from './refused';
import { startOf } from './start';
import { YamlError } from './yaml-error';

/** Nodes of one document: what fits into memory; the largest object of an API server has a tenth of it. */
const NODES = 4_000_000;

/** What the parser sees in the text of one document. */
export interface Parsed {
  /** The text that the events speak of: see `parseLeniently`. */
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
  const { text: read, outcome, given } = parseLeniently(text);
  if (outcome instanceof YAMLException) {
    const at = outcome.mark?.position ?? 0;
    throw notYaml(read, outcome.reason, at, given(at));
  }
  const parsed = { text: read, events: outcome, given };
  const refusal = refusalIn(read, outcome);
  if (refusal) throw new YamlError(refusal.message, given(refusal.at), refusal.fix);
  const { events } = parsed;
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

function notYaml(text: string, reason: string, at: number, offset: number): YamlError {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at + 1);
  // Some reasons end with the tag that is wrong, which may be what a Secret holds.
  const said = holdsSecret(text) ? reason.replace(/( "|: ).*/s, '') : reason;
  const message = `this is not YAML: ${said}`;
  return /^ *\t/.test(line)
    ? new YamlError(message, offset, 'indent with spaces: YAML takes no tabs there')
    : new YamlError(message, offset);
}
