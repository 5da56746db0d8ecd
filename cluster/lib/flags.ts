import { parseArgs } from 'node:util';
import { UsageError } from './user-error';

/** A flag of a verb; every flag takes a value. */
export interface Flag {
  /** What stands for the value in the usage, as in `--context NAME`. */
  readonly value: string;
  readonly help: string;
  /** @default undefined: the flag may be left out */
  readonly default?: string;
}

export type Flags = Readonly<Record<string, Flag>>;

export type Values<F extends Flags> = {
  readonly [K in keyof F]: F[K] extends { readonly default: string } ? string : string | undefined;
};

/** The flags of every verb that talks to a cluster. */
export const clusterFlags = {
  context: { value: 'NAME', help: 'kubectl context to use', default: 'kind-demo-orq' },
  kubeconfig: { value: 'FILE', help: "kubeconfig to use instead of kubectl's own" },
} as const satisfies Flags;

/** @throws UsageError for an unknown flag, a flag without its value, or a stray argument */
export function parseFlags<F extends Flags>(flags: F, args: readonly string[]): Values<F> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      flag.default === undefined
        ? { type: 'string' as const }
        : { type: 'string' as const, default: flag.default },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options }).values as Values<F>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The line that runs another verb on the same cluster. */
export function nextVerb(verb: string, values: Values<typeof clusterFlags>): string {
  const { context, kubeconfig } = values;
  const flags = [
    ...(context === clusterFlags.context.default ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ];
  return [`npm run ${verb}`, ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ');
}

/** A whole number from `least` to `most`. @throws UsageError for anything else */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${flag} is "${text}", and must be a whole number ${least}–${most}`);
}

/** An `http://` address. @throws UsageError for anything else */
export function httpUrl(flag: string, text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'http:') return text;
  throw new UsageError(`--${flag} is "${text}", and must be an address that begins with http://`);
}

export function usage(name: string, does: string, flags: Flags): string {
  const rows = Object.entries(flags).map(([flag, { value, help, default: preset }]) => [
    `--${flag} ${value}`,
    preset === undefined ? help : `${help} (default: ${preset})`,
  ]);
  rows.push(['--help', 'print this and exit']);
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return [
    `Usage: npm run ${name}${rows.length > 1 ? ' -- [flags]' : ''}`,
    '',
    does,
    '',
    ...rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n');
}
