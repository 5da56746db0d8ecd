import type { styleText } from 'node:util';
import type { Origin } from '../graph/origin';
import { excerptOf } from './excerpt';
import type { Finding } from './finding';
import { holdsSecret } from './holds-secret';
import { settled } from './settled';
import type { Sources } from './sources';
import { visible } from './visible';

type Style = Parameters<typeof styleText>[0];

/** Columns below which a piece of a line says nothing. */
const LEAST = 20;

export interface TextOptions {
  /**
   * Where the lines of source are read that each finding shows.
   * @default - none are shown
   */
  readonly sources?: Sources;
  /**
   * Columns of the terminal.
   * @default 120
   */
  readonly columns?: number;
  /**
   * Colours a piece of text.
   * @default - leaves it as it is
   */
  readonly paint?: (style: Style, text: string) => string;
}

/**
 * Findings as text for people, sorted by file, line and column, each said once however many
 * environments have it.
 */
export function toText(findings: readonly Finding[], options: TextOptions = {}): string {
  const { sources, columns = 120, paint = unpainted } = options;
  const said = settled(findings);
  // What a Secret holds is not for a log, and no other finding of that line may show it.
  const hidden = new Set(said.filter(isSecretive).map(({ origin }) => lineOf(origin)));
  let last = '';

  function paragraph({ rule, severity, origin, message, fix }: Finding): string {
    const colour = severity === 'error' ? 'red' : 'yellow';
    const place = origin ? `${visible(origin.file)}:${origin.line}:${origin.column}` : '';
    const isNew = place !== last;
    last = place;
    const isShown = isNew && !hidden.has(lineOf(origin));
    return [
      (place && `${paint('bold', place)}  `) +
        paint(colour, rule) +
        (severity === 'warning' ? ' (warning)' : ''),
      ...(origin && isShown ? excerpt(origin, colour) : []),
      `  ${visible(message)}`,
      `  ${paint('green', 'Fix:')} ${visible(fix)}`,
      `  ${paint('dim', `More: docs/checks/${rule}.md`)}`,
    ].join('\n');
  }

  function excerpt(origin: Origin, colour: Style): string[] {
    const source = sources?.lineOf(origin) ?? '';
    // A List may be one line, with a Secret beside what is shown.
    if (columns < LEAST || source.trim() === '' || holdsSecret(source)) return [];
    const number = String(origin.line);
    const { line, indent } = excerptOf(source, origin.column, columns - number.length - 5);
    return [
      `  ${paint('dim', `${number} │`)} ${line}`,
      `  ${paint('dim', `${' '.repeat(number.length)} │`)} ${indent}${paint(colour, '^')}`,
    ];
  }

  return said.map(paragraph).join('\n\n');
}

function isSecretive({ object, isConfidential = false }: Finding): boolean {
  return isConfidential || object?.kind === '/Secret';
}

function lineOf(origin: Origin | undefined): string {
  return origin ? `${origin.file}\n${origin.line}` : '';
}

function unpainted(_: Style, text: string): string {
  return text;
}
