import { Namespace } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/**
 * A namespace that takes only pods which pass Pod Security "restricted". Its `id` is its name.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class RestrictedNamespace extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.name = id;
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    new Namespace(this, 'Namespace', { metadata: { name: id, labels } });
  }
}
