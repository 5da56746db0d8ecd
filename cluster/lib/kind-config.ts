import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where kind reads what the cluster is like. */
export const kindConfigPath = relative('.', join(__dirname, '..', 'kind.yaml'));

/** What the verbs need to know of kind.yaml. */
export interface KindConfig {
  /** Name of the cluster; its kubectl context is `kind-<name>`. */
  readonly name: string;
  /** The ports of this computer that the cluster takes. */
  readonly hostPorts: readonly number[];
}

export function kindConfig(): KindConfig {
  const text = readFileSync(kindConfigPath, 'utf8');
  return {
    name: /^name: (\S+)$/m.exec(text)?.[1] ?? '',
    hostPorts: [...text.matchAll(/hostPort: (\d+)/g)].map(([, port]) => Number(port)),
  };
}
