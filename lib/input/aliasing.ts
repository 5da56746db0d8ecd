/** How many more nodes the aliases of a run may stand for. */
export interface Budget {
  aliased: number;
}

/**
 * What go-yaml refuses as excessive aliasing: in a small document, nearly everything being a copy.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/decode.go
 */
export function isExcessive(aliased: number, all: number): boolean {
  const [low, high] = [400_000, 4_000_000];
  const part = Math.min(Math.max((all - low) / (high - low), 0), 1);
  return aliased > 100 && all > 1000 && aliased / all > 0.99 - 0.89 * part;
}
