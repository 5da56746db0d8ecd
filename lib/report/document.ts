/** What JSON may hold as it is, and a terminal must not be sent. */
const unseen = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;

/** `value` as a JSON document that is safe to print; it is read back as it is. */
export function toDocument(value: unknown): string {
  const json = JSON.stringify(value, null, 2).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
