import type { Size } from 'cdk8s';
import { type ContainerResources, type Cpu, k8s } from 'cdk8s-plus-28';

/** Amounts of what a node shares out. */
export interface Amounts {
  /**
   * Processor time.
   * @default - not said
   */
  readonly cpu?: Cpu;
  /**
   * Memory.
   * @default - not said
   */
  readonly memory?: Size;
}

/** The requests, or the limits, of `resources`. */
export function amountsOf(resources: ContainerResources, what: 'request' | 'limit'): Amounts {
  return { cpu: resources.cpu?.[what], memory: resources.memory?.[what] };
}

/**
 * `amounts` by the name of the resource. Whole GiB are written as such, as the API server keeps them, so
 * that applying them again changes nothing. What is not said is left out.
 */
export function quantitiesOf({ cpu, memory }: Amounts): Record<string, k8s.Quantity> {
  return {
    ...(cpu && { cpu: k8s.Quantity.fromString(cpu.amount) }),
    ...(memory && { memory: k8s.Quantity.fromString(bytes(memory.toMebibytes())) }),
  };
}

function bytes(mebibytes: number): string {
  return mebibytes > 0 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
