import { apply, inPod, kubectl } from './cluster';
import { eventually } from './eventually';

/** A pod with a shell, from which the tests look at the cluster, in a namespace of its own. */
const visitor = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'visitor', namespace: 'e2e' },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: 'visitor',
        image: 'busybox:1.37.0',
        imagePullPolicy: 'IfNotPresent',
        command: ['sleep', '1000000'],
      },
    ],
  },
};

export async function visitorComes(): Promise<void> {
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'e2e' } });
  await kubectl.text([
    '-n',
    'e2e',
    'wait',
    '--for=create',
    'serviceaccount/default',
    '--timeout=60s',
  ]);
  await apply(visitor);
  await kubectl.text([
    '-n',
    'e2e',
    'wait',
    '--for=condition=Ready',
    'pod/visitor',
    '--timeout=60s',
  ]);
}

export async function visitorGoes(): Promise<void> {
  await kubectl.text(['delete', 'namespace', 'e2e', '--ignore-not-found']);
}

export async function fromVisitor(script: string): Promise<string> {
  return inPod('e2e', 'pod/visitor', script);
}

/** What `url` answers inside the cluster. @throws when it does not answer within 10 s */
export async function read(url: string): Promise<string> {
  return fromVisitor(`wget -q -T 10 -O - ${url}`);
}

/** Waits until `url` answers the text: after a change kube-proxy of the visitor's node takes a moment to hear of it. */
export async function reads(url: string, text: string): Promise<void> {
  await eventually(async () => {
    expect(await read(url)).toBe(text);
  });
}

/** How often each text was the answer to 1,000 requests; what failed counts as `''`. */
export async function thousand(url: string): Promise<Readonly<Record<string, number>>> {
  const loop = `i=0; while [ $i -lt 1000 ]; do wget -q -T 3 -O - ${url} || echo; i=$((i+1)); done`;
  const lines = (await fromVisitor(`(${loop}) 2> /dev/null | sort | uniq -c`)).split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, count = '', text = ''] = /^ *(\d+) ?(.*)$/.exec(line) ?? [];
      return [text, Number(count)];
    }),
  );
}
