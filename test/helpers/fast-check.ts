import fc from 'fast-check';

/** The same examples in every run: a gate that fails says so of the change before it. */
fc.configureGlobal({ seed: 1 });

/** Any code point, halves of pairs too. The unit of fast-check itself costs a table of a million entries. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => String.fromCodePoint(code));

export default fc;
