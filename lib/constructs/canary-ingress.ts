import type { ApiObjectMetadata } from 'cdk8s';
import { Ingress, IngressBackend, type Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';

export interface CanaryIngressProps {
  /** Name and labels of the main Ingress; the other one is called the same with `-canary`. */
  readonly metadata: ApiObjectMetadata & { readonly name: string };
  /** IngressClass of a controller that knows the annotations of ingress-nginx. */
  readonly className: string;
  /** Host name that both answer at. */
  readonly host: string;
  /** Answers the requests that the canary does not get. */
  readonly stable: Service;
  /** Answers `weight` of every hundred requests. */
  readonly canary: Service;
  /** Share of the requests for the canary in percent, a whole number from 0 to 100. */
  readonly weight: number;
}

/**
 * Splits the requests to a host between two Services. The Ingress API has no word for that; with
 * ingress-nginx, a second Ingress for the very same host and path says the share in annotations.
 *
 * @throws ProgramError when the weight is no whole number from 0 to 100
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary
 */
export class CanaryIngress extends Construct {
  constructor(scope: Construct, id: string, props: CanaryIngressProps) {
    super(scope, id);
    const { metadata, className, host, stable, canary, weight } = props;
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
      throw new ProgramError(
        'program-runs',
        `the canary of Ingress "${metadata.name}" has weight ${weight}; a weight is a whole number from 0 to 100`,
        'give the share of the requests in percent',
      );
    }
    const ruleFor = (service: Service) => [
      { host, path: '/', backend: IngressBackend.fromService(service) },
    ];
    new Ingress(this, 'Stable', { metadata, className, rules: ruleFor(stable) });
    new Ingress(this, 'Canary', {
      metadata: {
        ...metadata,
        name: `${metadata.name}-canary`,
        annotations: {
          ...metadata.annotations,
          'nginx.ingress.kubernetes.io/canary': 'true',
          'nginx.ingress.kubernetes.io/canary-weight': `${weight}`,
        },
      },
      className,
      rules: ruleFor(canary),
    });
  }
}
