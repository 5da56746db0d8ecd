import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { environments } from '../../lib/environments';

const load = createRequire(__filename);
const { transpileWithMap } = load('../../tools/transpile') as {
  transpileWithMap: (source: string, path: string) => string;
};

/** What a lesson or a demo may ask for. */
const props = {
  ...environments.cloud,
  namespace: 'demo',
  image: 'app:1',
  replicas: 2,
  host: 'localhost',
};

type ChartClass = new (scope: Construct, wanted: typeof props) => Chart;

/**
 * An app with the one chart that a file of the program would make if it held `source`. What it imports
 * is the program as it is.
 */
export function appOf(path: string, source: string): App {
  const ask = (name: string): unknown =>
    load(name.startsWith('.') ? resolve(dirname(path), name) : name);
  const code = transpileWithMap(source, path);
  const run = compileFunction(code, ['module', 'require'], { filename: path }) as (
    ...scope: unknown[]
  ) => void;
  const module: { exports: Record<string, ChartClass> } = { exports: {} };
  run(module, ask);
  const [Made] = Object.values(module.exports);
  if (!Made) throw new Error(`${path} exports nothing`);
  const app = new App();
  new Made(app, props);
  return app;
}
