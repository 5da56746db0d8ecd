import { requirementsOf } from '../../lib/graph/selector';
import { type Blocker, describeBlocker, findBlocker, isVague } from './blocker';
import type { Kubectl } from './kubectl';
import { lastMessage } from './messages';
import type { Awaited, Event, List, Node, Pod, Workload } from './objects';
import { say } from './say';
import { UserError } from './user-error';

/** So often the student is told what blocks, in seconds. */
const noticeEvery = 10;

/**
 * Waits until every pod of the workload is up and runs its newest template.
 *
 * @throws UserError that names what it waited for: the pod, its reason, its last event
 */
export async function waitForRollout(
  kubectl: Kubectl,
  workload: Workload,
  seconds: number,
): Promise<void> {
  const { namespace = 'default', name } = workload.metadata;
  const id = `${workload.kind.toLowerCase()}/${name}`;
  const status = ['-n', namespace, 'rollout', 'status', id];
  say.command(kubectl.line(status));
  const echo = echoChanges();
  const start = performance.now();
  for (let noticed = '', left = seconds; ; left -= noticeEvery) {
    const timeout = `--timeout=${Math.min(left, noticeEvery)}s`;
    const { code, stderr } = await kubectl.try([...status, timeout], { onLine: echo });
    if (code === 0) return;
    const blocker = await seeBlocker(kubectl, workload);
    if (left <= noticeEvery || !stderr.includes('timed out')) {
      const waited = Math.round((performance.now() - start) / 1000);
      const why = blocker ? explain(kubectl, workload, blocker) : (lastMessage(stderr) ?? '');
      throw new UserError(
        `${id} of namespace "${namespace}" is not up after ${waited} s\n  ${why}`,
      );
    }
    if (!blocker || isVague(blocker) || noticed === blocker.where) continue;
    noticed = blocker.where;
    say.begin(`still waiting: ${explain(kubectl, workload, blocker)}`);
  }
}

/** Shows a line unless it repeats the one before or only says that the wait goes on. */
function echoChanges(): (line: string) => void {
  let before = '';
  return (line) => {
    if (line === before || line === 'error: timed out waiting for the condition') return;
    say.echo(line);
    before = line;
  };
}

/** What keeps the workload from being up; `undefined` when nothing is seen. */
export async function seeBlocker(
  kubectl: Kubectl,
  workload: Awaited,
): Promise<Blocker | undefined> {
  const { namespace = 'default', name } = workload.metadata;
  const labels = requirementsOf(workload.spec.selector).map(({ text }) => text);
  const which =
    workload.kind === 'Pod' ? `--field-selector=metadata.name=${name}` : `-l=${labels.join(',')}`;
  const [pods, events, nodes] = await Promise.all([
    kubectl.json<List<Pod>>(['-n', namespace, 'get', 'pods', which]),
    kubectl.json<List<Event>>(['-n', namespace, 'get', 'events']),
    seenNodes(kubectl),
  ]);
  return findBlocker(workload, pods.items, events.items, nodes);
}

/** None for somebody who may not see them: they are no part of any namespace. */
async function seenNodes(kubectl: Kubectl): Promise<readonly Node[]> {
  const { code, stdout } = await kubectl.try(['get', 'nodes', '-o', 'json']);
  return code === 0 ? (JSON.parse(stdout) as List<Node>).items : [];
}

/** The blocker for a person, with lines that a person could type. */
export function explain(
  kubectl: Kubectl,
  workload: Pick<Awaited, 'metadata'>,
  blocker: Blocker,
): string {
  const { namespace = 'default' } = workload.metadata;
  return describeBlocker(blocker, (...args) => kubectl.line(['-n', namespace, ...args]));
}
