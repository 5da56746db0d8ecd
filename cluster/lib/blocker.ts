import { short } from './messages';
import type { Awaited, ContainerStatus, Event, Node, Pod } from './objects';
import { isReady } from './objects';
import { remedy } from './remedy';

/** What keeps a workload from being up. */
export interface Blocker {
  /** As in `pod "hello-api-x"` or `pod "hello-api-x", container "app"`. */
  readonly where: string;
  readonly reason: string;
  readonly message: string;
  /** The last event about it, as `Reason: message`. */
  readonly event?: string;
}

/** The worst of what the workload's pods, their nodes and events tell; `undefined` when all pods are ready. */
export function findBlocker(
  workload: Pick<Awaited, 'kind' | 'metadata' | 'status'>,
  pods: readonly Pod[],
  events: readonly Event[],
  nodes: readonly Node[] = [],
): Blocker | undefined {
  const blocked = pods
    .filter(isBlocked)
    .map((pod) => {
      const trouble = nodeTrouble(
        nodes.find(({ metadata }) => metadata.name === pod.spec?.nodeName),
      );
      if (trouble) return trouble;
      const about = events.filter(({ involvedObject: { name } }) => name === pod.metadata.name);
      return withEvent(podBlocker(pod), lastEvent(about));
    })
    .sort((a, b) => Number(isVague(a)) - Number(isVague(b)));
  return blocked[0] ?? refusal(workload, events) ?? failure(workload);
}

function isBlocked(pod: Pod): boolean {
  const { metadata, status } = pod;
  return metadata.deletionTimestamp === undefined && status.phase !== 'Succeeded' && !isReady(pod);
}

/** A pod says nothing itself when the kubelet of its node does not. */
function nodeTrouble(node: Node | undefined): Blocker | undefined {
  const ready = node?.status.conditions?.find(({ type }) => type === 'Ready');
  if (!node || !ready || ready.status === 'True') return undefined;
  const { reason = 'NodeNotReady', message = '' } = ready;
  return { where: `node "${node.metadata.name}"`, reason, message };
}

/** Quota, Pod Security or a webhook refuse the pods: only the events of their owner say so. */
function refusal(
  { metadata: { name } }: Pick<Awaited, 'metadata'>,
  events: readonly Event[],
): Blocker | undefined {
  const refused = events.filter(
    ({ reason, involvedObject: { name: of } }) =>
      reason === 'FailedCreate' && (of === name || of.startsWith(`${name}-`)),
  );
  const event = lastEvent(refused);
  if (!event) return undefined;
  const where = `${event.involvedObject.kind.toLowerCase()} "${event.involvedObject.name}"`;
  return { where, reason: 'FailedCreate', message: event.message ?? '' };
}

/** A Job says itself that it has failed, also when its pods are gone. */
function failure({
  kind,
  metadata,
  status,
}: Pick<Awaited, 'kind' | 'metadata' | 'status'>): Blocker | undefined {
  const failed = status?.conditions?.find(
    ({ type, status: is }) => type === 'Failed' && is === 'True',
  );
  if (!failed) return undefined;
  const { reason = 'Failed', message = '' } = failed;
  return { where: `${kind.toLowerCase()} "${metadata.name}"`, reason, message };
}

/** Whether every pod that starts looks so for a while. */
export function isVague({ reason }: Blocker): boolean {
  return ['ContainerCreating', 'PodInitializing', 'Pending', 'NotReady'].includes(reason);
}

function podBlocker({ metadata, status }: Pod): Blocker {
  const where = `pod "${metadata.name}"`;
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    const { reason = 'Unschedulable', message = '' } = scheduled;
    return { where, reason, message };
  }
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const culprit =
    containers.find(({ ready, state }) => !ready && !state?.running) ??
    containers.find(({ ready }) => !ready);
  if (!culprit)
    return {
      where,
      reason: status.reason ?? status.phase ?? 'Pending',
      message: status.message ?? '',
    };
  const at = `${where}, container "${culprit.name}"`;
  const found = { where: at, ...containerBlocker(culprit) };
  return status.phase === 'Failed' ? { ...found, reason: 'Failed' } : found;
}

function containerBlocker({ state, lastState }: ContainerStatus): Omit<Blocker, 'where'> {
  const last = lastState?.terminated;
  const history = last ? [`last run: ${last.reason ?? 'ended'}, exit code ${last.exitCode}`] : [];
  if (state?.waiting) {
    const { reason = 'Waiting', message } = state.waiting;
    return { reason, message: [...(message ? [message] : []), ...history].join('; ') };
  }
  if (state?.terminated) {
    const { reason = 'Terminated', exitCode } = state.terminated;
    return { reason, message: `exit code ${exitCode}` };
  }
  return { reason: 'NotReady', message: ['it runs, and is not ready', ...history].join('; ') };
}

function withEvent(blocker: Blocker, event: Event | undefined): Blocker {
  if (!event) return blocker;
  const { reason = '', message = '' } = event;
  return { ...blocker, event: message === blocker.message ? reason : `${reason}: ${message}` };
}

/** The newest warning; when there is none, the newest event of any type. */
function lastEvent(events: readonly Event[]): Event | undefined {
  const time = (event: Event) =>
    Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '');
  const sorted = [...events].sort((a, b) => time(a) - time(b));
  return sorted.findLast(({ type }) => type === 'Warning') ?? sorted.at(-1);
}

/** The blocker for a person; `kubectl` makes the line that a person could type. */
export function describeBlocker(
  blocker: Blocker,
  kubectl: (...args: readonly string[]) => string,
): string {
  const { where, reason, message, event } = blocker;
  return [
    `${where}: ${short([reason, message].filter(Boolean).join(': '))}`,
    ...(event === undefined ? [] : [`last event: ${short(event)}`]),
    `fix: ${remedy(blocker, kubectl)}`,
  ].join('\n  ');
}
