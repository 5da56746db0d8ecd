import { parseArgs } from 'node:util';
import { minors, type Minor } from '../../lib/apiserver/files';
import { readInput } from '../../lib/input';
import { definitionsIn, judgeOf } from './judge';
import { interview, isGround, type Item, type Preparation } from './interview';
import { readLines, writeLines } from './lines';
import { mutated, random } from './mutate';
import { enforcing, podSecurityFixtures } from './pod-security';
import { RealServer } from './real-server';
import { tableOf } from './table';
import type { Verdict } from './verdict';

const usage = `Usage: npm run dry-run -- [OPTION]... [FILE|FOLDER|CASES]...
  Asks a real API server about every object, in dry runs, and prints where the API server inside says
  otherwise, and why. FILE and FOLDER hold YAML; CASES are those of apiserver/score. Without any: what
  npm run synth has written, the workshop of the tests, and for the server's minor the pods of
  pod-security-admission and the cases.
  --context NAME  context of kubectl (the current one)
  --prepare       make the namespaces and CustomResourceDefinitions that are not there; removed at the end
  --updates       really make the objects before a change, to ask about the change; removed at once
  --mutate N      N copies of every object instead, with mistakes in them that are the same in every run
  --save FILE     write down what the server said
  --replay FILE   compare with what was written down, and ask no server
  --all           every difference, and not some of each cause
  --help          print this text
Exit status: 0 no difference without a cause, 1 there are, 2 bad usage or no server.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      prepare: { type: 'boolean', default: false },
      updates: { type: 'boolean', default: false },
      mutate: { type: 'string' },
      save: { type: 'string' },
      replay: { type: 'string' },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const asked =
    values.replay === undefined
      ? await ask(values.context, positionals, values)
      : replayed(values.replay);
  if (values.save !== undefined)
    writeLines(values.save, [{ minor: asked.minor }, ...asked.verdicts]);
  if (!isBuilt(asked.minor)) {
    throw new Error(`Kubernetes ${asked.minor} is not built in, ${minors.join(' and ')} are`);
  }
  const judge = judgeOf(asked.minor, definitionsIn(asked.verdicts));
  const { text, unexplained } = tableOf(asked.verdicts, judge, values.all ? Infinity : 3);
  console.log(text);
  return unexplained === 0 ? 0 : 1;
}

interface Asked {
  readonly minor: string;
  readonly verdicts: readonly Verdict[];
}

async function ask(
  context: string | undefined,
  paths: readonly string[],
  preparation: Preparation & { readonly mutate?: string },
): Promise<Asked> {
  const server = await RealServer.connect(context);
  try {
    const { minor, version } = await server.version();
    console.error(`asking Kubernetes ${version}`);
    const whole = itemsOf(paths, minor);
    const copies = Number(preparation.mutate ?? 0);
    const copied = copies > 0 ? mutated(whole, copies, random(1)) : [];
    const items = copies > 0 ? [...whole.filter(isGround), ...copied] : whole;
    const verdicts = await interview(server, items, preparation);
    return { minor, verdicts };
  } finally {
    server.end();
  }
}

function isBuilt(minor: string): minor is Minor {
  return (minors as readonly string[]).includes(minor);
}

function replayed(path: string): Asked {
  const [first, ...verdicts] = readLines<Verdict>(path);
  return { minor: (first as unknown as { minor: string }).minor, verdicts };
}

function itemsOf(paths: readonly string[], minor: string): Item[] {
  const itemsIn = (path: string) => (path.includes('.jsonl') ? casesIn(path) : objectsIn(path));
  if (paths.length > 0) return paths.flatMap(itemsIn);
  return [
    ...['dist', 'test/fixtures/workshop'].flatMap(itemsIn),
    ...podSecurityIn(minor),
    ...itemsIn(`apiserver/score/cases-${minor}.jsonl.br`),
  ];
}

/** The pods of pod-security-admission, in namespaces that ask for what they are about. */
function podSecurityIn(minor: string): Item[] {
  const fixtures = podSecurityFixtures(minor);
  if (typeof fixtures === 'string') {
    console.error(`without the pods of pod-security-admission: ${fixtures}`);
    return [];
  }
  const namespaces = new Map<string, Item>();
  const pods = fixtures.map((fixture) => {
    const { level, version, pod } = fixture;
    const namespace = `${level}-${version.replace('.', '-')}`;
    const source = `pod-security-admission/${level}/${version}`;
    const metadata = { name: namespace, labels: enforcing(fixture) };
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata };
    namespaces.set(namespace, { source, object: JSON.stringify(object) });
    const inside = { ...pod, metadata: { ...pod.metadata, namespace } };
    return { source, object: JSON.stringify(inside) };
  });
  return [...namespaces.values(), ...pods];
}

function casesIn(path: string): Item[] {
  return readLines<Item & { test: string }>(path).map(({ test, object, old }) => ({
    source: test,
    object,
    ...(old === undefined ? {} : { old }),
  }));
}

function objectsIn(path: string): Item[] {
  return readInput([path])
    .objectsIn('default')
    .map(({ manifest, file }) => ({ source: file, object: JSON.stringify(manifest) }));
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  },
);
