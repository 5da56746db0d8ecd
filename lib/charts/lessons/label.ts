import { Chart } from 'cdk8s';
import {
  LabelExpression,
  NetworkPolicy,
  NetworkPolicyPort,
  Pod,
  Pods,
  Probe,
  Service,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * Labels say what an object is, so that others can select it; annotations hold notes that nobody
 * selects by. A selector asks for equal values, or for values in a set, and all that it asks must hold.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export class LabelLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-label';
    super(
      scope,
      'label',
      application({ namespace, name: 'label', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const webPod = (name: string, labels: Record<string, string>, annotations = {}) =>
      new Pod(this, name, {
        metadata: {
          name,
          labels,
          // A label value has at most 63 letters, digits, `-`, `_` and `.`; a note may be any text.
          annotations: {
            'taller.example.com/notes': `License: Apache-2.0. Answers with "${name}".`,
            ...annotations,
          },
        },
        securityContext: { user: 10001 },
        containers: [
          restricted({
            name: 'web',
            image: images.httpEcho,
            args: [`-text=${name}`, '-listen=:8080'],
            portNumber: 8080,
            readiness: Probe.fromHttpGet('/', { port: 8080 }),
            resources: small,
          }),
        ],
      });
    const web1 = webPod('mi-pod-web1', { app: 'aplicacion-web1', environment: 'production' });
    webPod('mi-pod-web2', { app: 'aplicacion-web2', environment: 'qa' });
    webPod(
      'mi-pod-web3',
      { app: 'aplicacion-web3', environment: 'development' },
      { 'checks.orquesta/namespace-isolates-all-pods': 'shows what the selector below leaves out' },
    );

    const ports = [{ name: 'http', port: 80, targetPort: 8080 }];

    // Equality, all that a Service knows: app=aplicacion-web1, as the pod itself says.
    new Service(this, 'web1', { metadata: { name: 'web1' }, selector: web1, ports });

    // Equality again, but one label that several pods share: all three answer.
    const lesson = Pods.select(this, 'lesson', { labels: { 'app.kubernetes.io/name': 'label' } });
    new Service(this, 'all', { metadata: { name: 'all' }, selector: lesson, ports });

    // Sets: environment in (production, qa), and a tier that is not backend, or none at all. What these
    // pods serve is for this namespace only; the third pod is open to all. To ask the same by hand:
    // kubectl get pods -n taller-label -l 'environment in (production, qa), tier notin (backend)'
    const released = Pods.select(this, 'released', {
      expressions: [
        LabelExpression.in('environment', ['production', 'qa']),
        LabelExpression.notIn('tier', ['backend']),
      ],
    });
    new NetworkPolicy(this, 'released-http-only', {
      metadata: { name: 'released-http-only' },
      selector: released,
      ingress: {
        rules: [{ peer: Pods.all(this, 'anyone'), ports: [NetworkPolicyPort.tcp(8080)] }],
      },
    });
  }
}
