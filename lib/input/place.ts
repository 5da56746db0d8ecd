import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Origin } from '../graph/origin';
import { parse, type Parsed } from './events';
import { keyOf, scalarOf } from './scalar';
import type { Document } from './source';
import { startOf } from './start';

/**
 * Where a field is in its document: its value, or its key where the value is more than a word. Of a field
 * that is missing, the nearest that it would stand in.
 *
 * Nothing is kept for this when a file is read: the document is parsed again for the few that are asked for.
 *
 * @param start where in the document the object that has the field begins
 * @param field as in `spec.ports[0].targetPort`
 */
export function placeOfField(document: Document, start: number, field: string): Origin {
  return document.at(offsetOfField(document, start, field));
}

/** The whole number that a field has, with all its digits; undefined for anything else. */
export function wholeAtField(document: Document, start: number, field: string): bigint | undefined {
  const [word = ''] =
    /^[-+\w]*/.exec(document.text.slice(offsetOfField(document, start, field))) ?? [];
  const scalar = scalarOf(word);
  return typeof scalar === 'bigint' ? scalar : undefined;
}

function offsetOfField(document: Document, start: number, field: string): number {
  if (last?.document !== document) last = indexed(document);
  const { parsed, nodes } = last;
  const node = nodes.get(start);
  const place = node === undefined ? undefined : find(parsed, node, field);
  return place === undefined ? start : parsed.given(place);
}

interface Indexed {
  readonly document: Document;
  readonly parsed: Parsed;
  /** Place of a mapping → index of its event. */
  readonly nodes: ReadonlyMap<number, number>;
}

/** Many findings in turn are often about one document. */
let last: Indexed | undefined;

function indexed(document: Document): Indexed {
  const parsed = parse(document.text);
  const nodes = new Map<number, number>();
  for (const [index, event] of parsed.events.entries()) {
    if (event.type === EVENT_ID.MAPPING) nodes.set(parsed.given(event.start), index);
  }
  return { document, parsed, nodes };
}

/** The place of `field` below the node at `index`; undefined where nothing of it is there. */
function find(parsed: Parsed, index: number, field: string): number | undefined {
  const { events } = parsed;
  const node = resolved(parsed, index);
  const event = events[node];
  if (event?.type === EVENT_ID.SEQUENCE) {
    const [, number, rest = ''] = /^\[(\d+)\]\.?(.*)$/s.exec(field) ?? [];
    if (number === undefined) return undefined;
    let item = node + 1;
    for (let left = Number(number); left > 0 && !isEnd(events[item]); left--) {
      item = after(events, item);
    }
    const found = events[item];
    if (!found || isEnd(found)) return undefined;
    return (rest === '' ? undefined : find(parsed, item, rest)) ?? startOf(found);
  }
  if (event?.type !== EVENT_ID.MAPPING) return undefined;
  const entry = entryOf(parsed, node, field);
  if (entry) {
    const { key, value, rest } = entry;
    const inner = rest === '' ? wordAt(events[value]) : find(parsed, value, rest);
    const outer = events[key];
    return inner ?? (outer && startOf(outer));
  }
  return mergedInto(parsed, node)
    .map((each) => find(parsed, each, field))
    .find((place) => place !== undefined);
}

/** The entry of the mapping at `index` that `field` starts with; keys may have dots themselves. */
function entryOf(parsed: Parsed, index: number, field: string) {
  let best: { key: number; value: number; rest: string; length: number } | undefined;
  for (const { key, value } of entriesOf(parsed.events, index)) {
    const name = nameAt(parsed, key);
    if (name === undefined || !field.startsWith(name) || name.length < (best?.length ?? 0))
      continue;
    const rest = field.slice(name.length);
    if (!/^([.[]|$)/.test(rest)) continue;
    best = { key, value, rest: rest.replace(/^\./, ''), length: name.length };
  }
  return best;
}

/** The mappings that `<<` names in the mapping at `index`. */
function mergedInto(parsed: Parsed, index: number): number[] {
  const { events } = parsed;
  return [...entriesOf(events, index)].flatMap(({ key, value }) => {
    if (nameAt(parsed, key) !== '<<') return [];
    if (events[value]?.type !== EVENT_ID.SEQUENCE) return [value];
    const items = [];
    for (let item = value + 1; !isEnd(events[item]); item = after(events, item)) items.push(item);
    return items;
  });
}

function* entriesOf(events: readonly Event[], index: number) {
  for (let key = index + 1; !isEnd(events[key]);) {
    const value = after(events, key);
    yield { key, value };
    key = after(events, value);
  }
}

/** What follows the node at `index`. */
function after(events: readonly Event[], index: number): number {
  let depth = 0;
  do {
    const type = events[index++]?.type;
    if (type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING) depth++;
    else if (type === EVENT_ID.POP) depth--;
  } while (depth > 0);
  return index;
}

function isEnd(event: Event | undefined): boolean {
  return event === undefined || event.type === EVENT_ID.POP;
}

/** The node that is meant by that at `index`, which may be an alias. */
function resolved({ text, events }: Parsed, index: number): number {
  const alias = events[index];
  if (alias?.type !== EVENT_ID.ALIAS) return index;
  const name = text.slice(alias.anchorStart, alias.anchorEnd);
  return events.findLastIndex(
    (event, at) =>
      at < index &&
      'anchorStart' in event &&
      event.type !== EVENT_ID.ALIAS &&
      text.slice(event.anchorStart, event.anchorEnd) === name,
  );
}

function nameAt(parsed: Parsed, index: number): string | undefined {
  const event = parsed.events[resolved(parsed, index)];
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  const text = getScalarValue(parsed.text, event);
  const tag = parsed.text.slice(event.tagStart, event.tagEnd);
  if (tag === '' && event.style !== SCALAR_STYLE.PLAIN) return text;
  const scalar = scalarOf(text, tag);
  return scalar === undefined ? undefined : keyOf(scalar);
}

/** Where a value begins, if it is one that begins where its key is. */
function wordAt(event: Event | undefined): number | undefined {
  const isWord =
    event?.type === EVENT_ID.ALIAS || (event?.type === EVENT_ID.SCALAR && !isBlock(event));
  return isWord ? startOf(event) : undefined;
}

function isBlock({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
}
