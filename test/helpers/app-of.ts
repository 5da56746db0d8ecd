import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import ts from 'typescript';
import { environments } from '../../lib/environments';

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
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, ChartClass> = {};
  const load = (name: string): unknown =>
    jest.requireActual(name.startsWith('.') ? resolve(dirname(path), name) : name);
  const run = compileFunction(outputText, ['exports', 'require'], { filename: path }) as (
    ...scope: unknown[]
  ) => void;
  run(exported, load);
  const [Made] = Object.values(exported);
  if (!Made) throw new Error(`${path} exports nothing`);
  const app = new App();
  new Made(app, props);
  return app;
}
