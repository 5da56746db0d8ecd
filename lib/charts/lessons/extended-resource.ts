import { Chart, Size } from 'cdk8s';
import { Cpu, Pod, RestartPolicy } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { extendedResource } from '../../constructs/extended-resource';
import { nodeSelector } from '../../constructs/node-selector';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import type { Capability, Environment } from '../../environments';

/**
 * A node can offer more than CPU and memory: a device plugin tells how many GPUs it has, and the
 * scheduler gives them out, whole and to one container each.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export class ExtendedResourceLesson extends Chart {
  static readonly requires = ['gpu-node'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-extended-resource';
    super(
      scope,
      'extended-resource',
      application({ namespace, name: 'extended-resource', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const cudaTest = new Pod(this, 'cuda-test', {
      metadata: { name: 'cuda-test' },
      // The program adds two vectors and ends; the default would start it again for ever, GPU in hand.
      restartPolicy: RestartPolicy.ON_FAILURE,
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'cuda-test',
          image: images.cudaVectorAdd,
          resources: {
            cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
          },
        }),
      ],
    });
    amend(
      cudaTest,
      extendedResource('nvidia.com/gpu', 1),
      // Any GPU would do for the line above; this one asks for a model, by a label that somebody has to
      // put on the node.
      nodeSelector({ accelerator: 'nvidia-tesla-p100' }),
    );
  }
}
