import { Chart } from 'cdk8s';
import { LabelExpression } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { ReplicaSet } from '../../constructs/replica-set';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * Keeps three pods alive: it counts those that its selector chooses, and makes or deletes what the number
 * is off by. Changing its template changes no pod that is there; a Deployment does that, by means of
 * one ReplicaSet a version.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
 */
export class ReplicaSetLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-replica-set';
    super(
      scope,
      'replica-set',
      application({ namespace, name: 'replica-set', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    new ReplicaSet(this, 'mi-replicaset', {
      metadata: { name: 'mi-replicaset' },
      replicas: 3,
      // A selector this wide also adopts pods that somebody else makes in this namespace with such
      // labels, and deletes them if there are then too many.
      selector: {
        expressions: [
          LabelExpression.in('environment', ['production', 'qa']),
          LabelExpression.notIn('tier', ['frontend', 'backend']),
        ],
      },
      // A set is for selectors; a label has one value, and these must be ones that the selector takes.
      podLabels: { environment: 'production', tier: 'cache' },
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'mi-contenedor',
          image: images.httpEcho,
          args: ['-text=One of three', '-listen=:8080'],
          portNumber: 8080,
          resources: small,
        }),
      ],
    });
  }
}
