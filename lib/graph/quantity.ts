/**
 * An amount of CPU, memory or anything else that can be counted: exact, in thousandths. What is written
 * finer is rounded up, as the API server does with what pods ask for.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export interface Quantity {
  readonly milli: bigint;
  /** How it was written, which is how it is shown again. */
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
}

export const NONE: Quantity = { milli: 0n, format: 'DecimalSI' };

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The API server caps what is written in powers of two here: the largest int64. */
const MOST = 1000n * (2n ** 63n - 1n);

/** Beyond this, the digits of a number would be more than it is worth to write out. */
const LARGEST_EXPONENT = 100;

const SHAPE = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;

/** The quantity that is written as `value`: `100m`, `1.5Gi`, `1e3`, 2; undefined for what is none. */
export function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = SHAPE.exec(String(value).trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix = '', exponent] = match;
  const power = exponent === undefined ? 3 * (DECIMAL.indexOf(suffix) - 3) : Number(exponent);
  if (Math.abs(power) > LARGEST_EXPONENT) return undefined;
  const isBinary = suffix.endsWith('i');
  const factor = isBinary ? 1024n ** BigInt(BINARY.indexOf(suffix)) : 1n;
  const scale = 3 + (isBinary ? 0 : power) - fraction.length;
  const exact = scaled(BigInt(whole + fraction) * factor, scale);
  const milli = isBinary && exact > MOST ? MOST : exact;
  return {
    milli: sign === '-' ? -milli : milli,
    format: isBinary ? 'BinarySI' : exponent === undefined ? 'DecimalSI' : 'DecimalExponent',
  };
}

/** `count` of a thing that is counted. */
export function countOf(count: number): Quantity {
  return { milli: 1000n * BigInt(count), format: 'DecimalSI' };
}

/** Below zero when `left` is the smaller one, above when it is the larger. */
export function compare(left: Quantity, right: Quantity): number {
  return left.milli < right.milli ? -1 : left.milli > right.milli ? 1 : 0;
}

/** Both together, shown as the first that is not zero. */
export function plus(left: Quantity, right: Quantity): Quantity {
  const { format } = left.milli === 0n ? right : left;
  return { milli: left.milli + right.milli, format };
}

export function times({ milli, format }: Quantity, count: number): Quantity {
  return { milli: milli * BigInt(count), format };
}

/** As kubectl shows it: without a fraction, with the largest suffix that leaves it exact. */
export function textOf({ milli, format }: Quantity): string {
  if (milli === 0n) return '0';
  const sign = milli < 0n ? '-' : '';
  const size = milli < 0n ? -milli : milli;
  if (format === 'BinarySI' && size >= 1024n * 1000n && size % 1000n === 0n) {
    const [digits, steps] = divided(size / 1000n, 1024n, BINARY.length - 1);
    return `${sign}${digits}${BINARY[steps]}`;
  }
  if (format === 'DecimalExponent') {
    const [digits, steps] = divided(size, 1000n, Infinity);
    return `${sign}${digits}${steps === 1 ? '' : `e${3 * (steps - 1)}`}`;
  }
  const [digits, steps] = divided(size, 1000n, DECIMAL.length - 3);
  return `${sign}${digits}${DECIMAL[steps + 2]}`;
}

/** `digits` × 10^`power`, rounded up. */
function scaled(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

/** What is left of `size` when it has been divided by `factor` as often as that leaves no rest, and how often. */
function divided(size: bigint, factor: bigint, most: number): [bigint, number] {
  let steps = 0;
  let digits = size;
  for (; steps < most && digits % factor === 0n; steps += 1) digits /= factor;
  return [digits, steps];
}
