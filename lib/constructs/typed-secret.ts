import { Chart } from 'cdk8s';
import { type EnvValue, type ISecret, Secret, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
import type { SecretFromEnvironment } from '../secrets';

/**
 * A Secret of `lib/secrets.ts` as the workloads of a chart refer to it. It makes no object: the values
 * are not in the program, so the object is made by `npm run apply`. Pods wait for it unless it is
 * optional for a lesson.
 *
 * @throws ProgramError when it is in another namespace, where no pod of the chart can read it.
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export class TypedSecret<S extends SecretFromEnvironment> extends Construct {
  /** For what takes a Secret of cdk8s-plus, as `dockerRegistryAuth` and `Ingress` do. */
  readonly secret: ISecret;

  private readonly optional: boolean;

  constructor(scope: Construct, declared: S) {
    super(scope, `Secret-${declared.name}`);
    const { namespace = 'default' } = Chart.of(this);
    if (declared.namespace !== namespace) {
      throw new ProgramError(
        'program-runs',
        `the Secret "${declared.name}" is in namespace "${declared.namespace}", and its reader is in "${namespace}"; a pod reads only Secrets of its own namespace`,
        `declare one with namespace "${namespace}" in lib/secrets.ts`,
      );
    }
    this.secret = Secret.fromSecretName(this, 'Secret', declared.name);
    this.optional = declared.optionalFor !== undefined;
  }

  /** The value of `key` as an environment variable: read once, when the container starts. */
  env(key: keyof S['keys'] & string): EnvValue {
    return this.secret.envValue(key, this.optional ? { optional: true } : undefined);
  }

  /** Its keys as files, which only the pod's user and group can read; they follow a change. */
  volume(): Volume {
    return Volume.fromSecret(this, 'Volume', this.secret, {
      name: this.secret.name,
      defaultMode: 0o440,
      ...(this.optional && { optional: true }),
    });
  }
}
