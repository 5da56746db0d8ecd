import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { GatewayClass } from '../../../imports/gateway.networking.k8s.io';
import { application } from '../../constructs/application';
import { Gateway } from '../../constructs/gateway';
import { HttpRoute } from '../../constructs/http-route';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Capability, Environment } from '../../environments';

/**
 * The successor of Ingress, in three objects for three people: the class belongs to who runs the
 * infrastructure, the Gateway to who runs the cluster, the route to who runs the application. What
 * takes annotations there has fields here, and every controller reads the same ones.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/gateway/
 */
export class GatewayLesson extends Chart {
  static readonly requires = ['gateway-api'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-gateway';
    super(
      scope,
      'gateway',
      application({ namespace, name: 'gateway', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const echo = (name: string, text: string) =>
      new WebDeployment(this, name, {
        replicas: 2,
        container: {
          name,
          image: images.httpEcho,
          args: [`-text=${text}`, '-listen=:8080'],
          port: 8080,
          resources: small,
          liveness: { path: '/' },
          readiness: { path: '/' },
        },
      }).expose(name, { port: 80 });
    const stable = echo('stable', 'v1');
    const canary = echo('canary', 'v2');

    // Most controllers bring a class of their own: then its name goes into the Gateway instead.
    const gatewayClass = new GatewayClass(this, 'class', {
      metadata: { name: 'taller' },
      spec: { controllerName: 'traefik.io/gateway-controller' },
    });

    // The controller gives it an address, and listens there.
    const gateway = new Gateway(this, 'gateway', {
      metadata: { name: 'entry' },
      gatewayClass,
      listeners: [{ name: 'web', protocol: 'HTTP', port: 80, hostname: '*.example.com' }],
    });

    new HttpRoute(this, 'route', {
      metadata: { name: 'canary' },
      parents: [gateway],
      hostnames: ['app.example.com'],
      rules: [
        // One request in ten, whatever the number of pods. More as trust grows, 0 to go back at once.
        {
          backends: [
            { service: stable, weight: 90 },
            { service: canary, weight: 10 },
          ],
        },
        // Who tests the new version asks for it: of two rules that match, the one with more headers wins.
        { headers: { 'x-version': 'canary' }, backends: [{ service: canary }] },
        // The rewrite of `minimal-ingress`, without annotation: /testpath/data goes on as /data.
        { path: '/testpath', replacePath: '/', backends: [{ service: stable }] },
      ],
    });
  }
}
