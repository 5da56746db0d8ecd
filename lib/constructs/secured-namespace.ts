import { Namespace } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

export interface SecuredNamespaceProps {
  /**
   * Pod Security level that pods must pass to be let in.
   * @default 'restricted'
   */
  readonly enforce?: 'restricted' | 'baseline' | 'privileged';
}

/**
 * A namespace that lets in only pods which pass a Pod Security level. Its `id` is its name.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class SecuredNamespace extends Construct {
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    { enforce = 'restricted' }: SecuredNamespaceProps = {},
  ) {
    super(scope, id);
    this.name = id;
    const labels = { 'pod-security.kubernetes.io/enforce': enforce };
    new Namespace(this, 'Namespace', { metadata: { name: id, labels } });
  }
}
