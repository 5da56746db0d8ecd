import { show } from '../graph/graph';
import { type Fields, groupOf, isMapping, type Manifest } from '../graph/manifest';

/** What stands where an object may stand: the object, unless it is none, and what is wrong with it. */
export interface Candidate {
  readonly value: unknown;
  readonly manifest: Manifest | undefined;
  readonly slips: readonly Slip[];
}

/** What an API server, or kubectl before it, refuses to take as an object. */
export interface Slip {
  /** @default - the object as a whole */
  readonly field?: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * The objects in the value of a document: what it is, or the items of the list that it is. Their metadata
 * is of the types that an API server takes, so that no check has to doubt it.
 */
export function* manifestsIn(value: unknown): Generator<Candidate> {
  if (!isMapping(value) || !Object.hasOwn(value, 'items')) {
    yield candidateOf(value);
    return;
  }
  const { apiVersion, kind, items } = value;
  if (items !== null && !Array.isArray(items)) {
    const words = wordsOfGo(items, 'decodeList.items', '[]json.RawMessage');
    const message = `this has ${withValue('items', items)}, and wants a list of objects${words}`;
    const fix = 'begin each item with "- "';
    yield { value, manifest: undefined, slips: [{ field: 'items', message, fix }] };
    return;
  }
  if (typeof kind === 'string' && !kind.endsWith('List')) {
    const message = `this ${kind} has items, so that kubectl takes it for a list and looks at nothing else in it`;
    const fix = 'call it a "List", or remove the items';
    yield { value, manifest: undefined, slips: [{ field: 'kind', message, fix }] };
    return;
  }
  // In a list of one kind, as the API server prints it, the items do not say theirs.
  const kindOfItems = typeof kind === 'string' ? kind.replace(/List$/, '') : kind;
  for (const item of (items ?? []) as readonly unknown[]) {
    const isUntyped = isMapping(item) && item.apiVersion === undefined && item.kind === undefined;
    const typed = isUntyped ? { apiVersion, kind: kindOfItems, ...item } : item;
    yield isMapping(item) && Object.hasOwn(item, 'items')
      ? { value: item, manifest: undefined, slips: [nested] }
      : { ...candidateOf(typed), value: item };
  }
}

const nested: Slip = {
  message: 'this is a list inside of a list, and kubectl takes none there',
  fix: 'move its items into the list that it is in',
};

/** Whether a value was hardly meant for a cluster, but for another program. */
export function isForeign(value: unknown): boolean {
  if (!isMapping(value)) return true;
  const { apiVersion, kind, metadata } = value;
  const signs = [typeof apiVersion === 'string', typeof kind === 'string', isMapping(metadata)];
  if (signs.filter(Boolean).length < 2 || isConfiguration(value)) return true;
  return metadata === undefined && !isOfKubernetes(String(apiVersion));
}

/** Whether it is surely meant for a cluster, metadata or not. */
function isOfKubernetes(apiVersion: string): boolean {
  return /^(apps|autoscaling|batch|policy)?$|\.k8s\.io$/.test(groupOf(apiVersion));
}

function candidateOf(value: unknown): Candidate {
  const slip = isMapping(value) ? slipOf(value) : notObject(value);
  if (slip) return { value, manifest: undefined, slips: [slip] };
  const { manifest, slips } = settled(value as Manifest);
  return { value, manifest, slips };
}

function notObject(value: unknown): Slip {
  return {
    message: `this is ${brief(value)}, and a Kubernetes object is a mapping with apiVersion, kind and metadata`,
    fix: 'write an object, or remove the document',
  };
}

/** Why a mapping is no object. */
function slipOf(value: Fields): Slip | undefined {
  for (const field of ['apiVersion', 'kind']) {
    const found = value[field];
    if (typeof found === 'string' && found !== '') continue;
    return {
      ...(found !== undefined && { field }),
      message: `this has ${withValue(field, found)}, and an object of Kubernetes says there what it is`,
      fix: `write its ${field}, such as ${field === 'kind' ? '"Deployment"' : '"apps/v1"'}`,
    };
  }
  const { metadata } = value;
  const { apiVersion, kind } = value as Fields & Pick<Manifest, 'apiVersion' | 'kind'>;
  if (isConfiguration(value)) {
    return {
      message: `a ${kind} of ${apiVersion} configures a program, and an API server does not take it`,
      fix:
        groupOf(apiVersion) === 'kustomize.config.k8s.io'
          ? 'check what it builds: `kubectl kustomize FOLDER | npm run check -- -`'
          : 'leave the file out',
    };
  }
  if (isMapping(metadata)) return undefined;
  const isMissing = metadata === undefined || metadata === null;
  // The API server says of each kind what it misses there.
  if (isMissing && isOfKubernetes(apiVersion)) return undefined;
  const words = isMissing ? '' : wordsOfGo(metadata, `${kind}.metadata`, 'v1.ObjectMeta');
  return {
    ...(metadata !== undefined && { field: 'metadata' }),
    message: `this ${kind} has ${withValue('metadata', metadata)}, and needs a mapping with its name${words}`,
    fix: 'write `metadata:` with a `name:` in it',
  };
}

/** Whether it looks like an object and is read from a file, as by kubectl, kustomize or the kubelet. */
function isConfiguration({ apiVersion, kind }: Fields): boolean {
  if (apiVersion === 'v1') return kind === 'Config';
  const group = typeof apiVersion === 'string' ? groupOf(apiVersion) : '';
  return /(^|\.)(config|kubeadm|audit)\.k8s\.io$/.test(group);
}

/** The manifest with metadata of the right types, and a slip for each field that had another. */
function settled(manifest: Manifest): { manifest: Manifest | undefined; slips: Slip[] } {
  const slips: Slip[] = [];
  const metadata: Record<string, unknown> = { ...manifest.metadata };
  for (const field of ['name', 'generateName', 'namespace']) {
    const value = metadata[field];
    if (value === undefined || typeof value === 'string') continue;
    if (value !== null) slips.push(notText(`metadata.${field}`, value));
    // Without a name nothing can be said of an object.
    if (typeof value === 'object' && value !== null && field === 'name') {
      return { manifest: undefined, slips };
    }
    if (value === null || typeof value === 'object') Reflect.deleteProperty(metadata, field);
    else metadata[field] = show(value);
  }
  // kubectl puts an object with an empty namespace where it puts one with none.
  if (metadata.namespace === '') delete metadata.namespace;
  for (const field of ['labels', 'annotations']) {
    const texts = metadata[field];
    if (texts === undefined) continue;
    if (isMapping(texts)) {
      // kubectl names the first of them by the alphabet.
      const wrong = Object.entries(texts)
        .filter(([, each]) => !isText(each))
        .sort(([one], [other]) => (one < other ? -1 : 1));
      const [first] = wrong;
      if (first) slips.push(notText(`metadata.${field}`, first[1], first[0], wrong.length - 1));
      metadata[field] = Object.fromEntries(Object.entries(texts).flatMap(textEntry));
    } else {
      if (texts !== null) {
        const words = wordsOfGo(texts, `ObjectMeta.metadata.${field}`, 'map[string]string');
        const message = `this ${manifest.kind} has ${withValue(`metadata.${field}`, texts)}, and wants a mapping${words}`;
        slips.push({ field: `metadata.${field}`, message, fix: 'write `key: value` below it' });
      }
      Reflect.deleteProperty(metadata, field);
    }
  }
  return { manifest: { ...manifest, metadata }, slips };
}

/** @param key of the text, in a field that has several */
function notText(of: string, value: unknown, key?: string, others = 0): Slip {
  const field = key === undefined ? of : `${of}.${key}`;
  const more = others > 0 ? `, and so are ${others} more` : '';
  const words = wordsOfGo(value, `ObjectMeta.${of}`, 'string');
  const isScalar = typeof value !== 'object';
  return {
    field,
    message: `${field} is ${brief(value)}${more}; an API server takes only a string there${words}`,
    fix: isScalar ? `put quotes around it: ${JSON.stringify(show(value))}` : 'write a string',
  };
}

/** What kubectl and an API server say of a value, for whoever looks for that. */
function wordsOfGo(value: unknown, field: string, type: string): string {
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `: json: cannot unmarshal ${found} into Go struct field ${field} of type ${type}`;
}

/** An API server reads null as an empty string. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || value === null;
}

function textEntry([key, value]: [string, unknown]): [string, string][] {
  if (value === null) return [[key, '']];
  if (typeof value === 'string') return [[key, value]];
  return typeof value === 'object' ? [] : [[key, show(value)]];
}

function withValue(field: string, value: unknown): string {
  return value === undefined ? `no ${field}` : `${field} ${brief(value)}`;
}

function brief(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  const text = show(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
