import { Chart } from 'cdk8s';
import { Pods, Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend, section } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * Pods come and go, and their addresses with them; a Service is the name and the address that stay, and
 * shares the requests out among the pods that are ready. Each type here reaches further than the last.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 */
export class ServiceLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-service';
    super(
      scope,
      'service',
      // The name goes into the label app.kubernetes.io/name of every pod.
      application({ namespace, name: 'MyApp', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const app = new WebDeployment(this, 'my-app', {
      replicas: 2,
      container: {
        name: 'app',
        image: images.httpEcho,
        args: ['-text=one of the pods of MyApp', '-listen=:9376'],
        port: 9376,
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });

    // ClusterIP, the default: an address inside the cluster. It chooses pods by a label, whoever made
    // them; a typo there is no error but a Service that leads nowhere. The others below are handed
    // the Deployment itself, which cannot be misspelt.
    new Service(this, 'mi-servicio', {
      metadata: { name: 'mi-servicio' },
      selector: Pods.select(this, 'MyApp', { labels: { 'app.kubernetes.io/name': 'MyApp' } }),
      ports: [{ name: 'http', port: 80, targetPort: 9376 }],
    });

    // NodePort: the same port on every node as well. Two Services of a cluster cannot share one, so
    // leave the choice to the cluster unless somebody must know the number in advance.
    app.expose('mi-servicio-nodeport', { type: ServiceType.NODE_PORT, port: 80, nodePort: 30376 });

    // ExternalName: only a DNS alias. Nothing is proxied, so ports do not apply, and a server that
    // looks at the host name of a request or its certificate sees the alias.
    new Service(this, 'external', {
      metadata: { name: 'external-api' },
      externalName: 'api.foo.bar.example',
    });

    // Headless: no address of its own. DNS answers with the address of every ready pod, for clients
    // that choose among them; nothing translates ports on the way, so it has the pods' own.
    new Service(this, 'headless', {
      metadata: { name: 'mi-servicio-headless' },
      selector: app.deployment,
      clusterIP: 'None',
      ports: [{ name: 'http', port: 9376 }],
    });

    // Dual-stack: an IPv4 and an IPv6 address where the cluster has both, else the one that it has.
    // `RequireDualStack` would be refused by a cluster with a single family.
    const dual = app.expose('mi-servicio-dual', { port: 80 });
    amend(dual, (draft) => {
      section(draft, 'spec').ipFamilyPolicy = 'PreferDualStack';
    });
  }
}
