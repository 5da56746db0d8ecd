import { isDeepStrictEqual } from 'node:util';
import {
  type AliasEvent,
  type Event,
  EVENT_ID,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { holdsSecret } from '../report/holds-secret';
import { type Budget, isExcessive } from './aliasing';
import { parse, type Parsed } from './events';
import { DEPTH } from './lenient';
import { type Mapping, put } from './mapping';
import { keyOf, type Scalar, scalarOf } from './scalar';
import { startOf } from './start';
import { YamlError } from './yaml-error';

/** What one document holds. */
export interface Composed {
  /** As JSON would have it; undefined where there are only comments. */
  readonly value: unknown;
  /** Mapping → where it begins in the text. */
  readonly starts: ReadonlyMap<object, number>;
  readonly repeated: readonly RepeatedKey[];
  /** Whether there is a field without a value. */
  readonly hasNull: boolean;
}

/** A key that its mapping has already. */
export interface RepeatedKey {
  readonly key: string;
  /** Where it is in the text. */
  readonly offset: number;
  /** Whether nothing is lost, for both values are the same. */
  readonly isSame: boolean;
}

/**
 * The text of one document as kubectl reads it: what `<<` names is merged in, keys are strings, and the
 * last of two equal keys counts. What an alias stands for is the same object as what its anchor is at.
 *
 * @throws YamlError when kubectl cannot read it
 */
export function compose(text: string, budget: Budget): Composed {
  return new Composer(text, budget).compose();
}

/** A node, with what matters of it besides its value. */
interface Node {
  readonly value: unknown;
  /** What a scalar is as a key. */
  readonly scalar?: Scalar;
  /** Levels of nesting in it, and nodes, those behind aliases too. */
  readonly height: number;
  readonly size: number;
}

type NodeEvent = ScalarEvent | SequenceEvent | MappingEvent | AliasEvent;

class Composer {
  readonly #parsed: Parsed;
  readonly #budget: Budget;
  readonly #starts = new Map<object, number>();
  readonly #repeated: RepeatedKey[] = [];
  /** The node at each anchor; undefined while it is not complete. */
  readonly #anchors = new Map<string, Node | undefined>();
  /** The first event is that of the document. */
  #next = 1;
  #size = 0;
  #aliased = 0;
  #hasNull = false;

  constructor(text: string, budget: Budget) {
    this.#parsed = parse(text);
    this.#budget = budget;
  }

  compose(): Composed {
    const value = this.#parsed.events.length === 0 ? undefined : this.#value().value;
    return { value, starts: this.#starts, repeated: this.#repeated, hasNull: this.#hasNull };
  }

  /** A node that is no key, so that JSON must have something for it. */
  #value(): Node {
    const event = this.#parsed.events[this.#next];
    const node = this.#node();
    if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
      const message = `JSON, as which kubectl sends this, has no ${String(node.value)}`;
      this.#fail(event, message, 'write a number, or put quotes around a text');
    }
    return node;
  }

  #node(): Node {
    const event = this.#parsed.events[this.#next++];
    if (event?.type === EVENT_ID.ALIAS) return this.#alias(event);
    if (!event || !('anchorStart' in event)) throw new Error('no node begins here');
    const before = this.#size++;
    const anchor = this.#parsed.text.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== '') this.#anchors.set(anchor, undefined);
    const { value, scalar, height } = this.#content(event);
    const node = { value, scalar, height, size: this.#size - before };
    if (anchor !== '') this.#anchors.set(anchor, node);
    return node;
  }

  #content(event: Exclude<NodeEvent, AliasEvent>): Omit<Node, 'size'> {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.SEQUENCE:
        return this.#sequence();
      case EVENT_ID.MAPPING:
        return this.#mapping(event.start);
    }
  }

  #scalar(event: ScalarEvent): Omit<Node, 'size'> {
    const text = getScalarValue(this.#parsed.text, event);
    const tag = this.#parsed.text.slice(event.tagStart, event.tagEnd);
    const isText = tag === '' && event.style !== SCALAR_STYLE.PLAIN;
    const scalar = isText ? text : scalarOf(text, tag);
    if (scalar === undefined) {
      this.#fail(
        event,
        `${this.#shown(text)} is no ${tag}`,
        'correct the value, or remove the tag',
      );
    }
    return { value: typeof scalar === 'bigint' ? Number(scalar) : scalar, scalar, height: 0 };
  }

  #sequence(): Omit<Node, 'size'> {
    const value: unknown[] = [];
    let height = 0;
    while (!this.#ends()) {
      const item = this.#value();
      value.push(item.value);
      height = Math.max(height, item.height);
    }
    return { value, height: height + 1 };
  }

  #mapping(start: number): Omit<Node, 'size'> {
    const value: Mapping = {};
    this.#starts.set(value, this.#parsed.given(start));
    const merged = new Set<string>();
    let height = 0;
    while (!this.#ends()) {
      const keyEvent = this.#parsed.events[this.#next];
      const { scalar } = this.#node();
      const isMerge = scalar === '<<' && keyEvent?.type === EVENT_ID.SCALAR && isPlain(keyEvent);
      const valueEvent = this.#parsed.events[this.#next];
      const node = this.#value();
      height = Math.max(height, node.height);
      this.#hasNull ||= node.value === null;
      if (isMerge) {
        this.#merge(value, merged, node.value, valueEvent ?? keyEvent);
        continue;
      }
      const key = scalar === undefined ? undefined : keyOf(scalar);
      if (key === undefined) {
        this.#fail(
          keyEvent,
          `${scalar === undefined ? 'a mapping or list' : this.#shown(String(scalar))} is no key of an object`,
          'write a string as the key',
        );
      }
      if (Object.hasOwn(value, key) && !merged.delete(key)) {
        const offset = this.#place(keyEvent, start);
        const isSame = isDeepStrictEqual(value[key], node.value);
        this.#repeated.push({ key, offset, isSame });
      }
      put(value, key, node.value);
    }
    return { value, height: height + 1 };
  }

  /** go-yaml lets what is merged win over the keys before it, too. */
  #merge(into: Mapping, merged: Set<string>, from: unknown, event: Event | undefined): void {
    const isList = Array.isArray(from) && event?.type === EVENT_ID.SEQUENCE;
    // The first of several wins.
    for (const mapping of isList ? from.toReversed() : [from]) {
      if (!isMapping(mapping)) {
        this.#fail(event, '`<<` merges mappings only', 'name a mapping, or a list of mappings');
      }
      for (const [key, value] of Object.entries(mapping)) {
        put(into, key, value);
        merged.add(key);
      }
    }
  }

  #alias(event: AliasEvent): Node {
    const name = this.#parsed.text.slice(event.anchorStart, event.anchorEnd);
    const node = this.#anchors.get(name);
    if (!node) {
      const isInside = this.#anchors.has(name);
      const anchor = this.#shown(`&${name}`, 'such anchor');
      this.#fail(
        event,
        `${this.#shown(`*${name}`)} ${isInside ? 'contains itself' : `stands for nothing: there is no ${anchor} before it`}`,
        isInside ? 'write out what is meant' : 'write the anchor, or put quotes around a text',
      );
    }
    this.#size += node.size;
    this.#aliased += node.size;
    this.#budget.aliased -= node.size;
    if (this.#budget.aliased < 0 || isExcessive(this.#aliased, this.#size)) {
      this.#fail(event, 'the aliases stand for too much', 'write out what is meant');
    }
    if (node.height > DEPTH) this.#fail(event, `this is nested deeper than ${DEPTH} levels`);
    return node;
  }

  /** Whether the collection that is being read ends here; goes past its end. */
  #ends(): boolean {
    const ends = this.#parsed.events[this.#next]?.type === EVENT_ID.POP;
    if (ends) this.#next++;
    return ends;
  }

  /** What a Secret holds is not for a log. */
  #shown(text: string, otherwise = 'this'): string {
    if (holdsSecret(this.#parsed.text)) return otherwise;
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
  }

  #fail(event: Event | undefined, message: string, fix?: string): never {
    throw new YamlError(message, this.#place(event, 0), fix);
  }

  #place(event: Event | undefined, otherwise: number): number {
    return this.#parsed.given((event && startOf(event)) ?? otherwise);
  }
}

function isPlain({ style, tagStart }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.PLAIN && tagStart === -1;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
