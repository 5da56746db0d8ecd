/** What a scalar of YAML means; a whole number is a bigint, and any other a number. */
export type Scalar = string | number | bigint | boolean | null;

const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...alike(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...alike(false, 'n N no No NO false False FALSE off Off OFF'),
  ...alike(null, '~ null Null NULL'),
  ['', null],
  ...alike(NaN, '.nan .NaN .NAN'),
  ...alike(Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...alike(-Infinity, '-.inf -.Inf -.INF'),
]);

function alike(value: Scalar, texts: string): [string, Scalar][] {
  return texts.split(' ').map((text) => [text, value]);
}

/** What must come out where a tag says what a scalar is. */
const kinds: ReadonlyMap<string, (text: string) => Scalar | undefined> = new Map(
  Object.entries({
    '!!bool': (text) => only('boolean', plain(text)),
    '!!int': (text) => only('bigint', plain(text)),
    '!!float': (text) => {
      const value = plain(text);
      const isSmall = typeof value === 'bigint' && value < 2n ** 63n;
      return only('number', isSmall ? Number(value) : value);
    },
    '!!null': (text) => (plain(text) === null ? null : undefined),
    '!!timestamp': (text) => (isTimestamp(text) ? text : undefined),
    '!!binary': binary,
  }),
);

/**
 * What the text of a scalar means to kubectl, which reads YAML 1.1 as go-yaml does: `yes` is true, `0755`
 * is octal and `1:30` a string.
 *
 * @param tag as it is written, as in `!!int`; without one, the text stands without quotes
 * @returns undefined where the text is not what the tag says
 * @see https://github.com/yaml/go-yaml/blob/v2/resolve.go
 */
export function scalarOf(text: string, tag = ''): Scalar | undefined {
  if (tag === '') return plain(text);
  const read = kinds.get(tag.replace(/^!<(.*)>$/, '$1').replace(/^tag:yaml\.org,2002:/, '!!'));
  // Any other tag leaves a string.
  return read ? read(text) : text;
}

function only(type: 'boolean' | 'bigint' | 'number', value: Scalar): Scalar | undefined {
  return typeof value === type ? value : undefined;
}

function plain(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[-+0-9]/.test(text)) {
    const digits = text.replaceAll('_', '');
    return integer(digits) ?? float(digits) ?? text;
  }
  // Here Go itself reads the number, and is strict about underscores.
  if (/^\.\d+(_\d+)*([eE][-+]?\d+(_\d+)*)?$/.test(text)) {
    return float(text.replaceAll('_', '')) ?? text;
  }
  return text;
}

const notations = /^([-+]?)(?:0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|(0|[1-9][0-9]*))$/;

/** The sign after the prefix is a quirk of go-yaml. */
const signed = /^0b([-+])(?=[01])/;

/** A whole number in any of the notations of Go, if 64 bits hold it. */
function integer(text: string): bigint | undefined {
  // No more characters than these are read: of a thousand digits the value is too large anyway.
  const [found, sign, octal, hex, binary, decimal] =
    notations.exec(text.slice(0, 1000).replace(signed, '$10b')) ?? [];
  if (found?.length !== text.length) return undefined;
  const size = BigInt(
    octal ? `0o${octal}` : hex ? `0x${hex}` : binary ? `0b${binary}` : (decimal ?? ''),
  );
  const value = sign === '-' ? -size : size;
  // Only without a sign is there a 64th bit for it.
  return BigInt.asIntN(64, value) === value || (sign === '' && size < 2n ** 64n)
    ? value
    : undefined;
}

function float(text: string): number | undefined {
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d?-\d\d?([Tt]\d\d?:\d\d?:\d\d?(\.\d+)?(Z|[-+]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(\.\d+)?)?$/.test(
    text,
  );
}

function binary(text: string): string | undefined {
  const data = text.replace(/[\r\n]/g, '');
  const isBase64 = data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data);
  return isBase64 ? Buffer.from(data, 'base64').toString() : undefined;
}

/**
 * The name that a scalar has as the key of a mapping: JSON, which kubectl makes of YAML, has only strings.
 *
 * @returns undefined for what kubectl refuses as a key
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/yaml.go
 */
export function keyOf(value: Scalar): string | undefined {
  if (typeof value === 'number') return floatKey(value);
  if (typeof value === 'bigint' && value >= 2n ** 63n) return undefined;
  return value === null ? undefined : String(value);
}

/** As `strconv.FormatFloat(value, 'g', -1, 32)`, the shortest text that a 32-bit float tells apart. */
function floatKey(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  }
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(value, -0) ? '-0' : '0';
  let digits = 0;
  while (Math.fround(Number(single.toExponential(digits))) !== single) digits++;
  const [mantissa = '', exponent = ''] = single.toExponential(digits).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toExponential(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
