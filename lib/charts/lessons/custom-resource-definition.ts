import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { CustomResourceDefinition } from '../../constructs/custom-resource-definition';
import { SecuredNamespace } from '../../constructs/secured-namespace';

/**
 * The API of Kubernetes can be extended: a CustomResourceDefinition adds a kind, which from then on is
 * stored, validated, listed and guarded by RBAC like any other. A controller for it would make it act.
 *
 * @see https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/
 */
export class CustomResourceDefinitionLesson extends Chart {
  constructor(scope: Construct) {
    const namespace = 'taller-custom-resource-definition';
    super(
      scope,
      'custom-resource-definition',
      application({ namespace, name: 'workshop', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const workshops = new CustomResourceDefinition(this, 'workshops', {
      group: 'taller.example.com',
      kind: 'Workshop',
      plural: 'workshops',
      shortNames: ['ws'],
      spec: {
        type: 'object',
        required: ['title', 'seats'],
        properties: {
          title: { type: 'string', minLength: 1, maxLength: 80 },
          seats: { type: 'integer', minimum: 1, maximum: 500 },
          reserved: { type: 'integer', minimum: 0, default: 0 },
          level: { type: 'string', enum: ['beginner', 'advanced'], default: 'beginner' },
          topics: { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 20 },
        },
        // What one field alone cannot say, in CEL; `oldSelf` is the object before an update.
        'x-kubernetes-validations': [
          { rule: 'self.reserved <= self.seats', message: 'no more seats reserved than there are' },
          { rule: 'self.title == oldSelf.title', message: 'the title cannot be changed' },
        ],
      },
      status: {
        type: 'object',
        properties: { phase: { type: 'string', enum: ['Planned', 'Open', 'Full'] } },
      },
      columns: {
        Seats: { path: '.spec.seats', type: 'integer' },
        Level: { path: '.spec.level', type: 'string' },
        Phase: { path: '.status.phase', type: 'string' },
      },
    });

    // The type of this object is made from the schema above: `seats: 'many'`, a level that is not in
    // the list or a field that is not in the schema does not compile.
    workshops.resource('orquesta', {
      title: 'Container orchestration with Kubernetes',
      seats: 30,
      reserved: 12,
      level: 'beginner',
      topics: ['pods', 'deployments', 'services'],
    });
  }
}
