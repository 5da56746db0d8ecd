import type { App } from 'cdk8s';
import { check } from '../../lib/check';
import { rules } from '../../lib/checks';
import { recordDependencies } from '../../lib/dependencies/calls';
import { Graph } from '../../lib/graph/graph';
import { recordOrigins } from '../../lib/origins';
import { graphOf } from '../../lib/synthesize';
import { toYaml } from '../../lib/yaml';
import { shapes } from './shapes';

/** What `synthesize` does for one environment. */
function orquesta(make: () => App): string {
  recordOrigins();
  recordDependencies();
  const { objects, findings } = graphOf(make());
  const graph = new Graph(objects);
  const error = [...findings, ...check(graph, rules)].find(({ severity }) => severity === 'error');
  if (error) throw new Error(JSON.stringify(error));
  return toYaml(graph.objects.map(({ manifest }) => manifest));
}

const ways = { orquesta, cdk8s: (make: () => App) => make().synthYaml() };

// Prints a shape, made in one of these ways.
const [way = '', index] = process.argv.slice(2);
const shape = shapes[Number(index)];
if (!shape || !(way in ways))
  throw new Error(`there is no shape ${index ?? ''}, or no way "${way}"`);
process.stdout.write(ways[way as keyof typeof ways](shape.make));
