import { Size } from 'cdk8s';
import { type ContainerResources, Cpu } from 'cdk8s-plus-28';

/** Requests and limits of a container that does little: enough for an example, small enough for a laptop. */
export const small: ContainerResources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(100) },
  memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) },
};
