import { Chart } from 'cdk8s';
import { HttpIngressPathType, Ingress, IngressBackend, k8s, Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * One door for the HTTP of many Services: rules by host name and path say which of them a request goes
 * to. An Ingress does nothing by itself: a controller that serves its class must run in the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export class IngressLesson extends Chart {
  constructor(scope: Construct, { images, ingressClass }: Environment) {
    const namespace = 'taller-ingress';
    super(
      scope,
      'ingress',
      application({ namespace, name: 'ingress', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const echo = (name: string) =>
      new WebDeployment(this, name, {
        replicas: 1,
        container: {
          name,
          image: images.httpEcho,
          args: [`-text=${name}`, '-listen=:8080'],
          port: 8080,
          resources: small,
          liveness: { path: '/' },
          readiness: { path: '/' },
        },
      }).expose(name, { port: 80 });
    const test = IngressBackend.fromService(echo('test'));
    const backend = IngressBackend.fromService(echo('backend'));

    // Which controller serves the Ingresses of a class. `nginx-example` is for ingress-nginx: where
    // that does not run, nobody serves `minimal-ingress`, and no object says so.
    const nginx = new k8s.KubeIngressClass(this, 'nginx-example', {
      metadata: { name: 'nginx-example' },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });

    // Every path below /testpath, on whatever host, reaches the Service as `/`. An annotation is read
    // by the controller that knows it and by no other; the lesson `gateway` says the same portably.
    new Ingress(this, 'minimal', {
      metadata: {
        name: 'minimal-ingress',
        annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
      },
      className: nginx.name,
      rules: [{ path: '/testpath', pathType: HttpIngressPathType.PREFIX, backend: test }],
    });

    // By sub-domain: one address, as many sites as names.
    new Ingress(this, 'by-host', {
      metadata: { name: 'by-host' },
      className: ingressClass,
      rules: [
        { host: 'test.taller.localhost', path: '/', backend: test },
        { host: 'backend.taller.localhost', path: '/', backend },
      ],
    });

    // TLS ends here: behind it the request is plain HTTP. The private key is in no file of this
    // program: until somebody makes the Secret, controllers answer with a certificate of their own.
    //   kubectl -n taller-ingress create secret tls taller-tls --cert=tls.crt --key=tls.key
    const host = 'taller.localhost';
    new Ingress(this, 'api', {
      metadata: { name: 'api' },
      className: ingressClass,
      rules: [{ host, path: '/api', pathType: HttpIngressPathType.PREFIX, backend }],
      tls: [{ hosts: [host], secret: Secret.fromSecretName(this, 'tls', 'taller-tls') }],
    });
  }
}
