import type { Blocker } from './blocker';

const remedies: readonly (readonly [RegExp, string])[] = [
  [/FailedCreate/, 'change the pod, or the rule of the namespace that the message names'],
  [
    /ErrImage|ImagePullBackOff/,
    'correct the name of the image, or put it on the nodes (`npm run load` does it for the demos), then `npm run apply`',
  ],
  [
    /InvalidImageName/,
    'correct the name of the image in lib/environments.ts, then `npm run synth`',
  ],
  [
    /secret .*not found/i,
    'make the Secret: write its value in .env (see .env.example), then `npm run apply`',
  ],
  [/configmap .*not found/i, 'make the ConfigMap: `npm run synth`, then `npm run apply`'],
  [/OOMKilled/, 'raise the memory limit of the container'],
  [
    /runAsNonRoot|run as non-root/i,
    'give the pod a `runAsUser` other than 0, or build the image with a numeric USER',
  ],
  [
    /PersistentVolumeClaim|persistent volumes? to bind|VolumeBinding|volume node affinity/,
    'see why its claim has no volume: `kubectl get pv,pvc -A`; a volume that is Released still belongs to a claim that is gone: delete it (`kubectl delete pv NAME`), then `npm run apply`',
  ],
  [
    /Unschedulable|SchedulerError/,
    'free or add what the message names: `kubectl describe nodes` shows what they have',
  ],
];

/** How to mend what blocks: known reasons first, else where to look, as a line that `kubectl` makes. */
export function remedy(
  { where, reason, message, event = '' }: Blocker,
  kubectl: (...args: readonly string[]) => string,
): string {
  const seen = `${reason} ${message} ${event}`;
  const known = remedies.find(([pattern]) => pattern.test(seen));
  if (known) return known[1];
  const [kind = '', name = '', , container = ''] = where.split('"');
  if (kind === 'node ')
    return `start the kubelet of the node again: \`${kubectl('describe', 'node', name)}\``;
  if (!/CrashLoopBackOff|Error|exit code/.test(seen)) {
    return `see its events: \`${kubectl('describe', kind.trim(), name)}\``;
  }
  // A container of a failed pod does not start again: its last run is no previous one.
  const run = reason === 'Failed' ? [] : ['--previous'];
  return `see why it ended: \`${kubectl('logs', name, '-c', container, ...run)}\``;
}
