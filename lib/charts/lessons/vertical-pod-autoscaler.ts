import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { UpdateMode, VerticalPodAutoscaler } from '../../constructs/vertical-pod-autoscaler';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Capability, Environment } from '../../environments';

/** Whether pods are replaced to give them what is recommended; `OFF` recommends and does no more. */
const updateMode = UpdateMode.RECREATE;

/**
 * Larger pods instead of more of them: what the containers use is observed, and their requests are
 * set to it. For what cannot be spread over pods, and for finding out what to ask for at all.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/vertical-pod-autoscale/
 */
export class VerticalPodAutoscalerLesson extends Chart {
  static readonly requires = ['vertical-pod-autoscaler'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-vertical-pod-autoscaler';
    super(
      scope,
      'vertical-pod-autoscaler',
      application({ namespace, name: 'sized', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // Two pods: one stays while the other is replaced by one with the new requests.
    const app = new WebDeployment(this, 'sized', {
      replicas: 2,
      container: {
        name: 'app',
        image: images.httpEcho,
        args: ['-text=Hola', '-listen=:8080'],
        port: 8080,
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });

    // The limits grow with the requests. Without bounds, a leak would be given all that it asks for.
    new VerticalPodAutoscaler(this, 'autoscaler', {
      metadata: { name: 'sized' },
      target: app.deployment,
      updateMode,
      min: { cpu: Cpu.millis(10), memory: Size.mebibytes(16) },
      max: { cpu: Cpu.millis(500), memory: Size.mebibytes(256) },
    });
  }
}
