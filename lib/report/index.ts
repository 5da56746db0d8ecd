import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { Finding } from './finding';
import type * as GitHub from './github';
import type * as Json from './json';
import type * as Sarif from './sarif';
import { countOf, settled, summaryOf } from './settled';
import type * as SourcesModule from './sources';
import type * as Text from './text';

/** Every way to report: for people, for programs, for code scanning, for the log of GitHub Actions. */
export const formats = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof formats)[number];

export interface ReportOptions {
  /** @default 'text' */
  readonly format?: Format;
  /**
   * Whether warnings fail the run too.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * The text of sources that cannot be read again, by the name that findings give them, as `-`.
   * @default - none: every source is a file
   */
  readonly sources?: ReadonlyMap<string, string>;
  /**
   * Where text for people will go, for the colours and the width of that terminal.
   * @default - no colours, and lines of source cut at 120 columns
   */
  readonly stream?: WriteStream;
}

export interface Report {
  /**
   * What to write as it is, with its last newline. In `json` and `sarif` it is a whole document; in the
   * other formats it is empty when there are no findings.
   */
  readonly text: string;
  /** `2 errors, 1 warning`, which in `text` is the last line already; empty without findings. */
  readonly summary: string;
  /** 1 where the run fails: on errors, and on warnings too when it is strict. */
  readonly status: 0 | 1;
}

/** Says `findings` in one of the formats, sorted by place and each once. */
export function report(findings: readonly Finding[], options: ReportOptions = {}): Report {
  const { strict = false } = options;
  const said = settled(findings);
  const { errors } = countOf(said);
  return {
    text: rendered(said, options),
    summary: summaryOf(said),
    status: errors > 0 || (strict && said.length > 0) ? 1 : 0,
  };
}

function rendered(findings: readonly Finding[], options: ReportOptions): string {
  /* eslint-disable @typescript-eslint/no-require-imports -- no run loads a format that it does not use */
  switch (options.format ?? 'text') {
    case 'json':
      return (require('./json') as typeof Json).toJson(findings);
    case 'sarif':
      return (require('./sarif') as typeof Sarif).toSarif(findings);
    case 'github':
      return (require('./github') as typeof GitHub).toCommands(findings);
    case 'text': {
      if (findings.length === 0) return '';
      const { toText } = require('./text') as typeof Text;
      const { Sources } = require('./sources') as typeof SourcesModule;
      const sources = new Sources(options.sources);
      return `${toText(findings, { sources, ...stylesOf(options.stream) })}\n\n${summaryOf(findings)}\n`;
    }
  }
}

/** The colours and the width of a terminal; what is no terminal has neither, unless FORCE_COLOR is set. */
function stylesOf(stream: WriteStream | undefined): Pick<Text.TextOptions, 'columns' | 'paint'> {
  if (stream === undefined) return {};
  return {
    paint: (style, text) => styleText(style, text, { stream }),
    // A terminal that does not know its width says 0.
    ...(stream.isTTY && stream.columns > 0 && { columns: stream.columns }),
  };
}

/**
 * The format of that name, for the option `--format`.
 *
 * @throws TypeError with the code of a bad option value of `parseArgs` when there is none.
 */
export function formatNamed(name: string): Format {
  const format = formats.find((known) => known === name);
  if (format) return format;
  const known = formats.map((known) => `"${known}"`).join(', ');
  throw Object.assign(
    new TypeError(`there is no format ${JSON.stringify(name)}; a report is one of ${known}`),
    { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' },
  );
}
