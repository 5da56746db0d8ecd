import { askChanges } from './changes';
import type { RealServer, Reply } from './real-server';
import type { Verdict } from './verdict';

/** An object to ask a real server about. */
export interface Item {
  readonly source: string;
  readonly object: string;
  readonly old?: string;
}

export interface Preparation {
  /** Whether namespaces and definitions that the objects need are made, and removed at the end. */
  readonly prepare: boolean;
  /** Whether objects are really made, so that a change of them can be asked about, and removed. */
  readonly updates: boolean;
}

export interface Head {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    resourceVersion?: string;
    uid?: string;
  };
}

/** Requests at a time. */
const WIDTH = 16;

/** Asks a real server about every object, in dry runs. */
export async function interview(
  server: RealServer,
  items: readonly Item[],
  { prepare, updates }: Preparation,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const made: string[] = [];
  const labels = new Map<string, Readonly<Record<string, string>>>();
  try {
    // What others stand on is asked about before it is there.
    const ground = items.filter(isGround);
    verdicts.push(...(await each(ground, (item) => create(server, item, labels))));
    const rest = items.filter((item) => !isGround(item));
    await learnNamespaces(server, labels);
    if (prepare) made.push(...(await layGround(server, ground, rest, labels)));
    const [changes, creates] = [
      rest.filter(({ old }) => old !== undefined),
      rest.filter(({ old }) => old === undefined),
    ];
    verdicts.push(...(await each(creates, (item) => create(server, item, labels))));
    if (updates) verdicts.push(...(await askChanges(server, changes, labels)));
  } finally {
    for (const path of made.reverse()) await server.ask('DELETE', path);
  }
  return verdicts;
}

/** Whether other objects cannot be asked about without it. */
export function isGround({ object, old }: Item): boolean {
  const { kind } = headOf(object);
  return old === undefined && (kind === 'Namespace' || kind === 'CustomResourceDefinition');
}

export function headOf(text: string): Head {
  const { apiVersion = '', kind = '', metadata } = JSON.parse(text) as Partial<Head>;
  return { apiVersion, kind, metadata: metadata ?? {} };
}

/** In the order given, some at a time. */
export async function each<Each, Result>(
  items: readonly Each[],
  ask: (item: Each, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await ask(items[index] as Each, index);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  return results;
}

export type Labels = Map<string, Readonly<Record<string, string>>>;

async function learnNamespaces(server: RealServer, labels: Labels): Promise<void> {
  const { body } = await server.ask('GET', '/api/v1/namespaces');
  for (const { metadata } of body.items as Head[]) {
    labels.set(metadata.name ?? '', metadata.labels ?? {});
  }
}

/** Makes the namespaces and definitions that are not there, and returns their paths. */
async function layGround(
  server: RealServer,
  ground: readonly Item[],
  rest: readonly Item[],
  labels: Labels,
): Promise<string[]> {
  const made: string[] = [];
  const wanted = new Map<string, string>();
  const labelsIn = new Map<string, Head['metadata']['labels']>();
  for (const { object } of ground) {
    const { apiVersion, kind, metadata } = headOf(object);
    const { name = '' } = metadata;
    if (kind === 'Namespace') {
      if (!labelsIn.has(name)) labelsIn.set(name, metadata.labels);
      continue;
    }
    const path = await server.path(apiVersion, kind, '');
    if (path !== undefined && !wanted.has(`${path}/${name}`)) wanted.set(`${path}/${name}`, object);
  }
  for (const { object } of rest) {
    const name = headOf(object).metadata.namespace ?? '';
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) continue;
    const metadata = { name, labels: labelsIn.get(name) };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata };
    wanted.set(`/api/v1/namespaces/${name}`, JSON.stringify(namespace));
  }
  for (const [path, object] of wanted) {
    const { code, body } = await server.ask('POST', path.replace(/\/[^/]*$/, ''), object);
    if (code !== 201) continue;
    made.push(path);
    const { kind, metadata } = body as unknown as Head;
    if (kind !== 'Namespace') await established(server, path);
    else labels.set(metadata.name ?? '', metadata.labels ?? {});
  }
  for (const name of labels.keys()) await withServiceAccount(server, `/api/v1/namespaces/${name}`);
  server.forget();
  return made;
}

/** Pods need one; a controller makes it where controllers run. */
async function withServiceAccount(server: RealServer, namespace: string): Promise<void> {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await server.ask('POST', `${namespace}/serviceaccounts`, JSON.stringify(account));
}

async function established(server: RealServer, path: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const { body } = await server.ask('GET', path);
    const status = body.status as { conditions?: { type: string; status: string }[] } | undefined;
    const isTrue = ({ type, status: is }: { type: string; status: string }) =>
      type === 'Established' && is === 'True';
    if (status?.conditions?.some(isTrue)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const ASK = 'dryRun=All&fieldValidation=Strict';

async function create(server: RealServer, item: Item, labels: Labels): Promise<Verdict> {
  const { apiVersion, kind, metadata } = headOf(item.object);
  const namespace = metadata.namespace ?? 'default';
  const request = { object: item.object, ...namespaceOf(labels, namespace) };
  const asked = { source: item.source, request };
  // kubectl could not ask either: the namespace is a part of the address.
  if (!/^"[\w.-]+"$/.test(JSON.stringify(namespace))) {
    return { ...asked, accepted: false, skipped: 'a namespace that no address can have' };
  }
  const path = await server.path(apiVersion, kind, namespace);
  if (path === undefined) return { ...asked, ...unknown(apiVersion, kind) };
  return { ...asked, ...verdictOf(await server.ask('POST', `${path}?${ASK}`, item.object)) };
}

export function namespaceOf(
  labels: Labels,
  name: string,
): { namespace?: { labels: Record<string, string> } } {
  const known = labels.get(name);
  return known ? { namespace: { labels: { ...known } } } : {};
}

/** What kubectl says, which asks the server for its kinds first. */
function unknown(apiVersion: string, kind: string) {
  return { accepted: false, status: `no matches for kind "${kind}" in version "${apiVersion}"` };
}

function verdictOf({ code, body, warnings }: Reply): Omit<Verdict, 'source' | 'request'> {
  const accepted = code < 300;
  const status = accepted ? {} : { status: String(body.message) };
  return { accepted, ...status, ...(warnings.length > 0 ? { warnings } : {}) };
}
