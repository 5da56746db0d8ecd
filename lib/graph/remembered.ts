/** What was made for each key; a Map is fast, a WeakMap lets go of keys that nobody else has. */
interface Memory<K, T> {
  get(key: K): T | undefined;
  has(key: K): boolean;
  set(key: K, value: T): unknown;
}

/** `make`, called once for each key: what is asked of it again and again is found once. */
export function remembered<K, T>(make: (key: K) => T, known: Memory<K, T>): (key: K) => T {
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    const value = make(key);
    known.set(key, value);
    return value;
  };
}

/** `make`, called once for each object that others keep, such as a graph. */
export function kept<K extends object, T>(make: (key: K) => T): (key: K) => T {
  return remembered(make, new WeakMap<K, T>());
}
