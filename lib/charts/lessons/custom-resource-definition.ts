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
        // The descriptions are what `kubectl explain workshop.spec` prints.
        description: 'What is taught, and to how many.',
        required: ['title', 'seats'],
        properties: {
          title: {
            type: 'string',
            description: 'Title of the workshop; it cannot be changed.',
            minLength: 1,
            maxLength: 80,
          },
          seats: {
            type: 'integer',
            description: 'Number of people that there is room for.',
            minimum: 1,
            maximum: 500,
          },
          reserved: {
            type: 'integer',
            description: 'Number of seats that are taken.',
            minimum: 0,
            default: 0,
          },
          level: {
            type: 'string',
            description: 'What the audience is expected to know.',
            enum: ['beginner', 'advanced'],
            default: 'beginner',
          },
          topics: {
            type: 'array',
            description: 'What is spoken of, in order.',
            items: { type: 'string', maxLength: 40 },
            maxItems: 20,
          },
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
