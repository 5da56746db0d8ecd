import type { Manifest } from '../../lib/graph/manifest';
import { isVague } from './blocker';
import { pause } from './interruption';
import type { Kubectl } from './kubectl';
import type { Awaited } from './objects';
import { explain, seeBlocker } from './rollout';
import { say } from './say';
import { isAwaited, stateOf } from './state';
import { UserError } from './user-error';

/** In milliseconds: how often is looked, and how often is told what blocks while none comes up. */
const [lookEvery, noticeEvery] = [2000, 10_000];

/** An object that is applied, and what the cluster has of it. */
interface Look {
  /** As in `pod/mi-pod of namespace "taller-pod"`. */
  readonly title: string;
  readonly live: Awaited | undefined;
}

/**
 * Waits for every Pod of `objects`, and for what makes Pods, all at the same time: a broken one holds
 * up no other. Ends when all are up, when the rest has failed for good, or when for `seconds` no more
 * of them came up.
 *
 * @returns how many there are
 * @throws UserError that names each one that is not up, with what blocks it
 */
export async function waitUntilUp(
  kubectl: Kubectl,
  objects: readonly Manifest[],
  seconds: number,
): Promise<number> {
  const awaited = objects.filter(isAwaited);
  const total = awaited.length;
  if (total === 0) return 0;
  say.begin(`waiting for ${total} workloads`);
  const told = new Set<string>();
  let [most, since, notice] = [-1, 0, 0];
  for (;;) {
    const rest = (await look(kubectl, awaited)).filter(({ live }) => state(live) !== 'up');
    if (rest.length === 0) return total;
    const [up, now] = [total - rest.length, performance.now()];
    if (up > most) {
      [most, since, notice] = [up, now, now + noticeEvery];
      say.echo(`${up} of ${total} are up; not yet: ${some(rest)}`);
    }
    const waited = Math.round((now - since) / 1000);
    const isFinal = rest.every(({ live }) => state(live) === 'failed');
    if (isFinal || waited >= seconds) {
      const reasons = [];
      for (const { title, live } of rest) reasons.push(`${title}: ${await why(kubectl, live)}`);
      const after = isFinal ? 'have failed' : `are not after ${waited} s in which no more came up`;
      throw new UserError(
        [`${up} of ${total} workloads are up; these ${after}:`, ...reasons].join('\n  '),
      );
    }
    if (now >= notice) {
      await tell(kubectl, rest, told);
      notice = performance.now() + noticeEvery;
    }
    await pause(lookEvery);
  }
}

/** One request of kubectl for all of them, so that nothing but what was applied must be readable. */
async function look(kubectl: Kubectl, awaited: readonly Manifest[]): Promise<Look[]> {
  const items = awaited.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  }));
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  // Else a look at an API server that takes no more requests would outlast every time-out.
  const get = ['get', '-f', '-', '--ignore-not-found', '--request-timeout=20s'];
  const found = await kubectl.items<Awaited>(get, { input });
  const live = new Map(found.map((object) => [titleOf(object), object]));
  return awaited.map(titleOf).map((title) => ({ title, live: live.get(title) }));
}

function titleOf({ kind, metadata: { name = '', namespace = 'default' } }: Titled): string {
  return `${kind.toLowerCase()}/${name} of namespace "${namespace}"`;
}

type Titled = Pick<Manifest, 'kind' | 'metadata'>;

const state = (live: Awaited | undefined) => (live ? stateOf(live) : 'waiting');

/** The first of them, and how many more. */
function some(rest: readonly Look[]): string {
  const more = rest.length > 3 ? [`${rest.length - 3} more`] : [];
  return [...rest.slice(0, 3).map(({ title }) => title), ...more].join(', ');
}

/** Says what blocks, each thing once. */
async function tell(kubectl: Kubectl, rest: readonly Look[], told: Set<string>): Promise<void> {
  for (const { title, live } of rest) {
    const blocker = live && (await seeBlocker(kubectl, live));
    if (!blocker || isVague(blocker) || told.has(title)) continue;
    told.add(title);
    say.begin(`still waiting for ${title}: ${explain(kubectl, live, blocker)}`);
  }
}

async function why(kubectl: Kubectl, live: Awaited | undefined): Promise<string> {
  if (live?.metadata.deletionTimestamp !== undefined) {
    return 'it is being deleted\n    fix: wait until it is gone, then `npm run apply`';
  }
  if (!live) return 'somebody has deleted it\n    fix: `npm run apply`';
  const blocker = await seeBlocker(kubectl, live);
  if (!blocker) return 'its pods run, and are not done yet\n    fix: wait longer with `--timeout`';
  const reason = explain(kubectl, live, blocker).replaceAll('\n', '\n  ');
  if (stateOf(live) !== 'failed') return reason;
  const { namespace = 'default', name } = live.metadata;
  const remove = kubectl.line(['-n', namespace, 'delete', live.kind.toLowerCase(), name]);
  return `${reason}\n    then: \`${remove}\`, for it does not start again by itself, and \`npm run apply\``;
}
