/** NaN where nothing was measured. */
export function median(values: readonly (number | undefined)[]): number {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
}

export function whole(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(0);
}

export function tenths(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(1);
}

export function hundredths(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(2);
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}
