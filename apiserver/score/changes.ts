import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { each, headOf, type Head, type Item, type Labels, namespaceOf } from './interview';
import type { RealServer } from './real-server';
import type { Verdict } from './verdict';

/** What others need, or what has a say in what is asked meanwhile. */
const dangerous =
  /^(?:Mutating|Validating)(?:Webhook|AdmissionPolic)|^(?:APIService|Namespace|Node|FlowSchema|PriorityLevelConfiguration)$/;

/**
 * Really makes the objects before, each under a name of its own, asks what `kubectl apply` would be told of
 * the changes, and removes the objects again.
 */
export async function askChanges(
  server: RealServer,
  items: readonly Item[],
  labels: Labels,
): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'changes-'));
  const [before, after] = ['before', 'after'].map((name) => join(folder, name)) as [string, string];
  mkdirSync(before);
  mkdirSync(after);
  const changes = await each(items, (item, index) => changeOf(server, item, index));
  const asked = changes.flatMap((change, index) =>
    'path' in change ? [{ ...change, index }] : [],
  );
  try {
    for (const { old, index } of asked) writeFileSync(join(before, `${index}.json`), old);
    const { taken: made } = await server.kubectl(['apply', '-f', before]);
    const there = asked.filter(({ name }) => made.has(name));
    for (const { object, index } of there) writeFileSync(join(after, `${index}.json`), object);
    const { errors, taken } = await server.kubectl(['apply', '--dry-run=server', '-f', after]);
    return changes.map((change, index): Verdict => {
      if (!('path' in change)) return change;
      const { source, object, old, namespace, name } = change;
      const asked = { source, request: { object, old, ...namespaceOf(labels, namespace) } };
      if (taken.has(name)) return { ...asked, accepted: true };
      const status = errors.get(`${index}.json`);
      if (!made.has(name)) {
        return { ...asked, accepted: false, skipped: 'the object before is refused' };
      }
      if (status === undefined || status.startsWith('creating patch with:')) {
        return { ...asked, accepted: false, skipped: 'kubectl can make no patch of it' };
      }
      return { ...asked, accepted: false, status };
    });
  } finally {
    await each(asked, ({ path }) => remove(server, path));
    rmSync(folder, { recursive: true });
  }
}

interface Change {
  readonly source: string;
  readonly object: string;
  readonly old: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the object, at the server. */
  readonly path: string;
}

async function changeOf(
  server: RealServer,
  { source, object, old = '' }: Item,
  index: number,
): Promise<Change | Verdict> {
  const [before, after] = [headOf(old), headOf(object)];
  const { name, namespace = 'default' } = before.metadata;
  const cannot = (skipped: string): Verdict => ({
    source,
    request: { object, old },
    accepted: false,
    skipped,
  });
  if (dangerous.test(before.kind)) return cannot('too dangerous to make');
  if (name === undefined || name !== after.metadata.name) return cannot('another name');
  if (namespace !== (after.metadata.namespace ?? 'default')) return cannot('another namespace');
  const path = await server.path(before.apiVersion, before.kind, namespace);
  if (path === undefined) return cannot('a kind that is not served');
  const own = `${name}-${index}`;
  const [renamedOld, renamed] = [old, object].map((text) => {
    const whole = JSON.parse(text) as { metadata: Head['metadata'] };
    whole.metadata.name = own;
    delete whole.metadata.resourceVersion;
    delete whole.metadata.uid;
    return JSON.stringify(whole);
  }) as [string, string];
  const one = `${path}/${encodeURIComponent(own)}`;
  return { source, object: renamed, old: renamedOld, namespace, name: own, path: one };
}

/** At once, and without waiting for what would let it go. */
async function remove(server: RealServer, path: string): Promise<void> {
  await server.ask('DELETE', `${path}?gracePeriodSeconds=0`);
  const { code, body } = await server.ask('GET', path);
  const { metadata } = body as { metadata?: { finalizers?: readonly string[] } };
  if (code !== 200 || !metadata?.finalizers) return;
  delete metadata.finalizers;
  await server.ask('PUT', path, JSON.stringify(body));
}
