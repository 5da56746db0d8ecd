import { visible } from './visible';

/** A line of source as it is shown, and the line below it, whose caret is under the column. */
export interface Excerpt {
  readonly line: string;
  /** What comes before the caret. */
  readonly indent: string;
}

/** One character as a reader sees it, and how many columns of the terminal it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

const CUT: Cell = { text: '…', width: 1 };
const TAB: Cell = { text: '\t', width: 8 };

/**
 * `line` around its `column`, which counts UTF-16 code units from 1. What does not fit into `columns` is
 * cut, a tab stays a tab in both lines, and what cannot be seen is written out.
 */
export function excerptOf(line: string, column: number, columns: number): Excerpt {
  const text = line.trimEnd();
  const caret = Math.min(column - 1, text.length);
  // A line may be a whole minified file. No cell that is kept needs more than this.
  const reach = columns * 4;
  const before = cellsOf(text.slice(Math.max(0, caret - reach), caret));
  const after = cellsOf(text.slice(caret, caret + reach));

  const least = Math.min(widthOf(before), Math.floor((columns * 2) / 3));
  const right = fitting(after, columns - least);
  const left = fitting(before.toReversed(), columns - widthOf(right)).reverse();
  if (left.length < before.length || caret > reach) left.unshift(CUT);
  if (right.length < after.length || text.length - caret > reach) right.push(CUT);
  return {
    line: [...left, ...right].map(({ text }) => text).join(''),
    indent: left.map((cell) => (cell === TAB ? '\t' : ' '.repeat(cell.width))).join(''),
  };
}

/** As many of `cells`, from the first on, as `columns` have room for. */
function fitting(cells: readonly Cell[], columns: number): Cell[] {
  let used = 0;
  const end = cells.findIndex(({ width }) => (used += width) > columns);
  return cells.slice(0, end === -1 ? undefined : end);
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function cellsOf(text: string): Cell[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => {
    if (segment === '\t') return TAB;
    const shown = visible(segment);
    return { text: shown, width: shown === segment ? columnsOf(segment) : shown.length };
  });
}

/** What terminals show two columns wide: East Asian characters but the halfwidth ones, and emoji. */
const wide =
  /^(?![\uff61-\uffdc])[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/** Marks that stand alone have no column of their own. */
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

function columnsOf(grapheme: string): number {
  return nothing.test(grapheme) ? 0 : wide.test(grapheme) ? 2 : 1;
}
