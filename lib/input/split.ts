/** One document in a text of several. */
export interface Chunk {
  /** Where it begins and ends in the text, its separators left out. */
  readonly start: number;
  readonly end: number;
  /** What the separator before it has and kubectl refuses, where that is so. */
  readonly stray?: { readonly text: string; readonly offset: number };
}

/**
 * The documents of a text, cut at each line that begins with `---`, as kubectl does it; so each is read
 * alone. What is empty is left out.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go
 */
export function* split(text: string): Generator<Chunk> {
  let stray: Chunk['stray'];
  let start = 0;
  while (start <= text.length) {
    const separator = text.startsWith('---', start) ? start : text.indexOf('\n---', start) + 1;
    const isLast = separator === 0 && !text.startsWith('---', start);
    const end = isLast ? text.length : separator;
    if (stray || hasContent(text, start, end)) yield { start, end, ...(stray && { stray }) };
    if (isLast) return;
    const next = text.indexOf('\n', separator);
    const line = text.slice(separator + 3, next === -1 ? text.length : next);
    const found = line.trim();
    stray =
      found === '' || found.startsWith('#')
        ? undefined
        : { text: found, offset: separator + 3 + line.indexOf(found) };
    start = next === -1 ? text.length : next + 1;
    if (next === -1 && !stray) return;
  }
}

function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (!' \t\r\n'.includes(text.charAt(at))) return true;
  }
  return false;
}

/**
 * The values of a text that is several of JSON one after the other, as `jq` writes them.
 *
 * @returns undefined where the text is anything else
 */
export function splitJson(text: string, { start, end }: Chunk): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let [depth, isString, from] = [0, false, start];
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (isString) {
      if (character === '\\') at++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') {
      if (depth++ === 0) from = at;
    } else if (character === '}' || character === ']') {
      if (--depth === 0) chunks.push({ start: from, end: at + 1 });
    } else if (depth === 0 && !' \t\r\n'.includes(character)) return undefined;
  }
  return depth === 0 && !isString && chunks.length > 1 ? chunks : undefined;
}
