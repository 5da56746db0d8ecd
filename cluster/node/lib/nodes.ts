import { join } from 'node:path';
import { clusterName, stateFolder } from './place';

export interface Node {
  readonly name: string;
  readonly address: string;
  /** Addresses of its pods. */
  readonly pods: string;
  readonly isControlPlane: boolean;
  readonly cgroup: string;
  /** What is on its disk. */
  readonly folder: string;
}

export const nodes: readonly Node[] = [1, 2].map((number) => ({
  name: `node${number}`,
  address: `10.98.0.${number}`,
  pods: `10.244.${number}.0/24`,
  isControlPlane: number === 1,
  cgroup: `/${clusterName}/node${number}`,
  folder: join(stateFolder, `node${number}`),
}));

/** This machine's end of the nodes' network. */
export const machineAddress = '10.98.0.254';

/** The address of the API server. */
export const server = 'https://10.98.0.1:6443';
