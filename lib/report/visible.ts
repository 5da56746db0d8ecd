/**
 * Characters that a terminal obeys, or that hide or reorder what stands beside them: control characters
 * and the escape sequences that begin with one, line ends, bidirectional controls, and halves of a pair.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\u200b\ufeff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` in one line and safe to print: what cannot be seen is written out, as in `\u001b`. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => short[character] ?? escaped(character));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
