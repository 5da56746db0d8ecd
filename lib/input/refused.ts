import { type Event, EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import { misplacedTabIn } from './tabs';

/** What go-yaml has against a text that is good by the standard. */
export interface Refusal {
  readonly at: number;
  readonly message: string;
  readonly fix: string;
}

/** What only a text with something unusual has, so that most need not be looked at. */
const unusual = /^ *\t|[\x7f-\x9f\u2028\u2029\ufffe\uffff]|\\\/|:[,[\]{}]/m;

/**
 * The first thing that go-yaml refuses and the parser does not.
 *
 * @param events what the parser sees in the text
 * @see https://github.com/yaml/go-yaml/blob/v2/scannerc.go
 */
export function refusalIn(text: string, events: readonly Event[]): Refusal | undefined {
  if (!unusual.test(text) || isJson(text)) return undefined;
  return [
    controlCharacter(text),
    tab(text, events),
    ...events.map((event) => inScalar(text, event)),
  ]
    .filter((found) => found !== undefined)
    .sort((one, other) => one.at - other.at)[0];
}

/** Such a text kubectl does not read as YAML. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function controlCharacter(text: string): Refusal | undefined {
  const found = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/.exec(text);
  if (!found) return undefined;
  const message = `kubectl takes no control characters, and here is ${nameOf(found[0])}`;
  return { at: found.index, message, fix: 'remove it, or escape it in double quotes' };
}

function tab(text: string, events: readonly Event[]): Refusal | undefined {
  const at = misplacedTabIn(text, events);
  const fix = 'indent with spaces, and leave empty lines empty';
  return at === undefined ? undefined : { at, message: 'kubectl takes no tab here', fix };
}

function inScalar(text: string, event: Event): Refusal | undefined {
  if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) return undefined;
  const { valueStart: start, valueEnd: end, style } = event;
  const value = text.slice(start, end);
  const refusal = (index: number, message: string, fix: string) =>
    index === -1 ? undefined : { at: start + index, message, fix };
  switch (style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return undefined;
    case SCALAR_STYLE.DOUBLE_QUOTED: {
      const index = /^(?:[^\\]|\\[^/])*?\\\//.exec(value)?.[0].length ?? 1;
      return refusal(index - 2, 'kubectl does not know the escape "\\/"', 'write "/" alone');
    }
    case SCALAR_STYLE.PLAIN:
      if (/^:[,[\]{}]/.test(text.slice(end, end + 2))) {
        const fix = 'write a space after the colon, or put quotes around the text';
        return refusal(value.length, 'to kubectl, this colon is a part of the text before it', fix);
      }
  }
  const index = value.search(/[\x85\u2028\u2029]/);
  const name = nameOf(value.charAt(index));
  return refusal(index, `kubectl ends a line here, at ${name}`, 'escape it in double quotes');
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
