import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { here } from './place';

/** What is in a YAML file of `cluster/node`. */
export function data(file: string): unknown {
  return load(readFileSync(join(here, file), 'utf8'));
}
