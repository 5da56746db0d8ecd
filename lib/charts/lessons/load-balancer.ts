import { Chart } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend, section } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Capability, Environment } from '../../environments';

/**
 * A Service with an address outside the cluster. Kubernetes only asks for it: a controller of the cloud
 * provider, or one such as MetalLB, has to give it. Without one, EXTERNAL-IP says `<pending>` for ever.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 */
export class LoadBalancerLesson extends Chart {
  static readonly requires = ['load-balancer'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-load-balancer';
    super(
      scope,
      'load-balancer',
      application({ namespace, name: 'load-balancer', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const web = new WebDeployment(this, 'web', {
      replicas: 2,
      container: {
        name: 'web',
        image: images.httpEcho,
        args: ['-text=reached through the load balancer', '-listen=:8080'],
        port: 8080,
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });

    const service = web.expose('web', { type: ServiceType.LOAD_BALANCER, port: 80 });
    amend(service, (draft) => {
      // Each type of Service contains the one before it, so this one opens a port on every node too.
      // Where the balancer sends requests straight to the pods (most do), nobody needs that door.
      section(draft, 'spec').allocateLoadBalancerNodePorts = false;
    });
  }
}
