import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { application } from '../constructs/application';
import { SecuredNamespace } from '../constructs/secured-namespace';

/** Every namespace of the program, in a file of its own whose name sorts first. */
export class Namespaces extends Chart {
  /** Namespace of the http-echo demo. */
  readonly demo: string;
  /** Namespace of the Flask demo. */
  readonly flaskDemo: string;

  constructor(scope: Construct) {
    super(
      scope,
      '00-namespaces',
      application({ name: 'namespaces', component: 'tenancy', partOf: 'orquesta' }),
    );
    this.demo = new SecuredNamespace(this, 'demo').name;
    this.flaskDemo = new SecuredNamespace(this, 'flask-demo').name;
  }
}
