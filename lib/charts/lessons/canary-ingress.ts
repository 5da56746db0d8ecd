import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { CanaryIngress } from '../../constructs/canary-ingress';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Capability, Environment } from '../../environments';

/** Share of the requests that the new version gets, in percent. */
const weight = 10;

/**
 * A canary whose share of the requests does not depend on its number of pods: the Ingress controller
 * divides them. The Ingress API has no field for that, so this is said in annotations of one controller,
 * ingress-nginx. The Gateway API has weights of its own.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary
 */
export class CanaryIngressLesson extends Chart {
  static readonly requires = ['canary-annotations'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-canary-ingress';
    super(
      scope,
      'canary-ingress',
      application({ namespace, name: 'canary-ingress', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const service = (name: string, text: string) =>
      new WebDeployment(this, name, {
        replicas: 2,
        container: {
          name: 'app',
          image: images.httpEcho,
          args: [`-text=${text}`, '-listen=:8080'],
          port: 8080,
          resources: small,
          liveness: { path: '/' },
          readiness: { path: '/' },
        },
      }).expose(name, { port: 80 });

    new CanaryIngress(this, 'web', {
      metadata: { name: 'web' },
      className: 'nginx',
      host: 'canary.localhost',
      stable: service('stable', 'v1'),
      canary: service('canary', 'v2'),
      weight,
    });
  }
}
