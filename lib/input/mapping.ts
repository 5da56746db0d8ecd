export type Mapping = Record<string, unknown>;

/** Sets a field of whatever name: none changes what an object is to JavaScript. */
export function put(mapping: Mapping, key: string, value: unknown): void {
  switch (key) {
    case '__proto__':
      Object.defineProperty(mapping, key, { ...writable, value, enumerable: true });
      break;
    // In place of the methods of these names, without which a message could not be made of the object.
    case 'toString':
    case 'valueOf':
      Object.defineProperty(mapping, Symbol.toPrimitive, { ...writable, value: () => 'a mapping' });
      mapping[key] = value;
      break;
    default:
      mapping[key] = value;
  }
}

const writable = { configurable: true, writable: true } as const;
