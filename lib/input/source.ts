import type { Origin } from '../graph/origin';

/** A text and where it comes from. */
export class Source {
  #breaks: readonly number[] | undefined;

  /**
   * @param name what messages call it: its path, or `-` for standard input
   * @param isKept whether the text is not to be had from a file of that name
   */
  constructor(
    readonly name: string,
    readonly text: string,
    readonly isKept = false,
  ) {}

  /** Line and column of a place in the text. */
  at(offset: number): Origin {
    this.#breaks ??= breaksOf(this.text);
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const start = low === 0 ? 0 : (this.#breaks[low - 1] ?? 0) + 1;
    return { file: this.name, line: low + 1, column: offset - start + 1 };
  }
}

const [LF, CR] = [0x0a, 0x0d];

/** Where lines end, each as YAML has it: a CR alone ends one too. */
function breaksOf(text: string): number[] {
  const breaks = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) breaks.push(at);
  }
  return breaks;
}

/** One document of a source. */
export class Document {
  constructor(
    readonly source: Source,
    readonly start: number,
    readonly end: number,
  ) {}

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** Line and column of a place in the text of the document. */
  at(offset: number): Origin {
    return this.source.at(this.start + offset);
  }
}
