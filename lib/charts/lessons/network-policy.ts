import { Chart, Duration } from 'cdk8s';
import {
  Deployment,
  Namespaces,
  NetworkPolicy,
  NetworkPolicyPort,
  NetworkPolicyTrafficDefault,
  Pods,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * Without a policy every pod may talk to every other. Here nothing passes but what is allowed: DNS for
 * all, and from `frontend` to `api`. The network plugin of the cluster enforces policies, and one that
 * does not (flannel, the plain bridge) says nothing: the log of `stranger` tells which yours is.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicyLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-network-policy';
    super(
      scope,
      'network-policy',
      application({ namespace, name: 'network-policy', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const port = 8080;
    const api = new WebDeployment(this, 'api', {
      replicas: 2,
      container: {
        name: 'api',
        image: images.httpEcho,
        args: ['-text=the answer of api', `-listen=:${port}`],
        port,
        resources: small,
        // The kubelet asks from the node of the pod: no policy stops that.
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });
    const service = api.expose('api', { port: 80 });

    // Asks the API every five seconds and logs the answer.
    const client = (name: string) => {
      const ask = `wget -q -T 2 -O - http://${service.name} || echo "${name} does not reach api"`;
      return new Deployment(this, name, {
        metadata: { name },
        replicas: 1,
        terminationGracePeriod: Duration.seconds(1),
        securityContext: { user: 10001 },
        containers: [
          restricted({
            name,
            image: images.busybox,
            command: ['sh', '-c', `while true; do ${ask}; sleep 5; done`],
            resources: small,
          }),
        ],
      });
    };
    const frontend = client('frontend');
    client('stranger');

    // Policies only ever add up: the first that chooses a pod closes it, each one opens something.
    new NetworkPolicy(this, 'deny-all', {
      metadata: { name: 'deny-all' },
      selector: Pods.all(this, 'every-pod'),
      ingress: { default: NetworkPolicyTrafficDefault.DENY },
      egress: { default: NetworkPolicyTrafficDefault.DENY },
    });

    // The rule that is forgotten: without DNS no Service has a name, and everything seems broken.
    // TCP is for the answers that are too long for UDP.
    const dns = Pods.select(this, 'dns', {
      labels: { 'k8s-app': 'kube-dns' },
      namespaces: Namespaces.select(this, 'system', { names: ['kube-system'] }),
    });
    new NetworkPolicy(this, 'allow-dns', {
      metadata: { name: 'allow-dns' },
      selector: Pods.all(this, 'all-ask'),
      egress: {
        rules: [{ peer: dns, ports: [NetworkPolicyPort.udp(53), NetworkPolicyPort.tcp(53)] }],
      },
    });

    // Both ends must agree: `frontend` may send, and `api` may receive. Ports are those of the pods:
    // the address of the Service is already gone when a policy looks.
    const http = [NetworkPolicyPort.tcp(port)];
    new NetworkPolicy(this, 'frontend-to-api', {
      metadata: { name: 'frontend-to-api' },
      selector: frontend,
      egress: { rules: [{ peer: api.deployment, ports: http }] },
    });
    new NetworkPolicy(this, 'api-from-frontend', {
      metadata: { name: 'api-from-frontend' },
      selector: api.deployment,
      ingress: { rules: [{ peer: frontend, ports: http }] },
    });
  }
}
