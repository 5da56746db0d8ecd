import { COLLECTION_STYLE, type Event, EVENT_ID, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { INDENT } from './lenient';
import { startOf } from './start';

/**
 * The first tab that begins a line, apart from spaces, where go-yaml refuses one and the standard does not:
 * wherever a key could begin, and to the left of what a text has to be indented by.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/scannerc.go
 */
export function misplacedTabIn(text: string, events: readonly Event[]): number | undefined {
  const reading = new Reading(text, events);
  for (const { index, 0: line } of text.matchAll(/^ *\t/gm)) {
    const at = index + line.length - 1;
    reading.moveTo(at);
    // What was put in does not count.
    const column = line.replace(INDENT, '').length - 1;
    if (!reading.takesTab(at, column)) return at;
  }
  return undefined;
}

/** What has been read up to a place. */
class Reading {
  readonly #text: string;
  readonly #events: readonly Event[];
  #next = 0;
  /** The collections that have begun and have not certainly ended: the column of each in a block. */
  #open: (number | 'in brackets')[] = [];
  #end = 0;
  #scalar: ScalarEvent | undefined;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  moveTo(at: number): void {
    for (let index = this.#next; index < this.#events.length; index++) {
      const event = this.#events[index];
      const start = event && startOf(event);
      if (start === undefined) continue;
      if (start > at) return;
      // What ends before something that begins has ended.
      for (; this.#next <= index; this.#next++) this.#read(this.#events[this.#next]);
    }
  }

  #read(event: Event | undefined): void {
    switch (event?.type) {
      case EVENT_ID.POP:
        this.#open.pop();
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isBlock = event.style === COLLECTION_STYLE.BLOCK;
        const line = this.#text.lastIndexOf('\n', event.start - 1) + 1;
        this.#open.push(isBlock ? event.start - line : 'in brackets');
        this.#end = isBlock ? event.start : event.start + 1;
        this.#scalar = undefined;
        break;
      }
      case EVENT_ID.SCALAR:
        if (event.valueStart === -1) break;
        this.#end = event.valueEnd + (isQuoted(event) ? 1 : 0);
        this.#scalar = event;
        break;
      case EVENT_ID.ALIAS:
        this.#end = event.anchorEnd;
        this.#scalar = undefined;
    }
  }

  takesTab(at: number, column: number): boolean {
    const indent = Math.max(-1, ...this.#open.map((each) => (each === 'in brackets' ? -1 : each)));
    if (this.#scalar && at < this.#end)
      return this.#takesTabInside(this.#scalar, at, column, indent);
    const between = this.#text.slice(this.#end, at);
    // go-yaml looks for more of it behind a text without quotes.
    const isAfterPlain = this.#scalar?.style === SCALAR_STYLE.PLAIN && between.trim() === '';
    if (isAfterPlain) return column > indent;
    const indicators = between.replace(/(^|\s)#.*/g, '$1');
    const closed = indicators.replace(/[^\]}]/g, '').length;
    return this.#open.filter((each) => each === 'in brackets').length > closed;
  }

  #takesTabInside(scalar: ScalarEvent, at: number, column: number, indent: number): boolean {
    if (isQuoted(scalar)) return true;
    if (scalar.style === SCALAR_STYLE.PLAIN) return column > indent;
    const before = this.#text.slice(0, scalar.valueStart).trimEnd();
    const isGiven = /[|>][-+]?[1-9][-+]?(\s+#.*)?$/.test(
      before.slice(before.lastIndexOf('\n') + 1),
    );
    const first = /\S/g;
    first.lastIndex = scalar.valueStart;
    const isFirst = (first.exec(this.#text)?.index ?? Infinity) > at;
    return column >= scalar.indent && (isGiven || !isFirst);
  }
}

function isQuoted({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}
