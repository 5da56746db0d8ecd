import { Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** Every namespace of the program, in a file of its own whose name sorts first. */
export class Namespaces extends Chart {
  /** Namespace of the http-echo demo. */
  readonly demo = this.restricted('demo');
  /** Namespace of the Flask demo. */
  readonly flaskDemo = this.restricted('flask-demo');

  constructor(scope: Construct) {
    super(scope, '00-namespaces', {
      labels: {
        'app.kubernetes.io/part-of': 'orquesta',
        'app.kubernetes.io/managed-by': 'cdk8s',
      },
    });
  }

  /**
   * A namespace that takes only pods which pass Pod Security "restricted".
   *
   * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
   */
  private restricted(name: string): string {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    new Namespace(this, name, { metadata: { name, labels } });
    return name;
  }
}
