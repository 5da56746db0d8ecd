/**
 * `npm run import`: makes the constructs of this folder from the CRD files in `crds/`, offline, with
 * `cdk8s import`. With `--check` it only tells whether they are what it would make.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { Yaml } from 'cdk8s';

const crds = join(__dirname, 'crds');
const cli = join(__dirname, '../node_modules/cdk8s-cli/bin/cdk8s');
const check = process.argv.includes('--check');

/** The version that the constructs are made for: others would only double the code. */
const VERSION = 'v1';

/** The kinds that nobody writes by hand. */
const internal = ['VerticalPodAutoscalerCheckpoint'];

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** What `cdk8s import` makes of the CRDs in one folder of `crds/`: file name → content. */
async function constructsOf(source: string): Promise<[name: string, content: string][]> {
  const folder = join(crds, source);
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const wanted = files
    .flatMap((file) => Yaml.load(join(folder, file)) as Crd[])
    .filter(({ spec }) => !internal.includes(spec.names.kind))
    .map(({ spec, ...crd }) => {
      const versions = spec.versions.filter(({ name }) => name === VERSION);
      return { ...crd, spec: { ...spec, versions } };
    });
  const temporary = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    const input = join(temporary, `${source}.yaml`);
    writeFileSync(input, Yaml.stringify(...wanted));
    await promisify(execFile)(process.execPath, [
      ...[cli, 'import', input, '--language', 'typescript', '--output', join(temporary, 'out')],
      ...['--no-save', '--check-upgrade', 'false'],
    ]);
    return readdirSync(join(temporary, 'out')).map((name) => {
      return [name, readFileSync(join(temporary, 'out', name), 'utf8')];
    });
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function committed(): Map<string, string> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts'));
  const generated = files.filter((file) => file !== basename(__filename));
  return new Map(generated.map((name) => [name, readFileSync(join(__dirname, name), 'utf8')]));
}

async function main(): Promise<void> {
  const made = new Map((await Promise.all(readdirSync(crds).map(constructsOf))).flat());
  const before = committed();
  const changed = [...made.keys()].filter((name) => made.get(name) !== before.get(name));
  const stale = [...before.keys()].filter((name) => !made.has(name));
  if (check && changed.length + stale.length > 0) {
    console.error(
      `imports/ is not what its CRDs make: ${[...changed, ...stale].sort().join(', ')}`,
    );
    console.error('Run `npm run import` and commit.');
    process.exitCode = 1;
    return;
  }
  for (const name of changed) writeFileSync(join(__dirname, name), made.get(name) ?? '');
  for (const name of stale) rmSync(join(__dirname, name));
  console.log(`imports/: ${made.size} files, ${changed.length} changed, ${stale.length} removed`);
}

void main();
