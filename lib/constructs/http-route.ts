import { type ApiObjectMetadata, Chart } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  HttpRoute as HttpRouteResource,
  type HttpRouteSpecRules as SpecRule,
  type HttpRouteSpecRulesBackendRefs as SpecBackendRef,
  HttpRouteSpecRulesFiltersType as FilterType,
  HttpRouteSpecRulesFiltersUrlRewritePathType as RewriteType,
  HttpRouteSpecRulesMatchesPathType as PathType,
} from '../../imports/gateway.networking.k8s.io';
import { ProgramError } from '../report/program-error';
import type { Gateway } from './gateway';

/** A Service that takes a share of the requests. */
export interface HttpBackend {
  readonly service: Service;
  /**
   * Port of the Service.
   * @default - its only one
   */
  readonly port?: number;
  /**
   * Its share: this number out of the sum over all backends of the rule. None at 0.
   * @default 1
   */
  readonly weight?: number;
}

export interface HttpRouteRule {
  /**
   * Start of the path, whole segments: `/api` takes `/api/users` and not `/apis`.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Headers that the request must have with exactly these values.
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * What takes the place of `path` in the request that goes on to the backend.
   * @default - the path goes on as it came
   */
  readonly replacePath?: string;
  /** Who answers: one at least. */
  readonly backends: readonly [HttpBackend, ...HttpBackend[]];
}

export interface HttpRouteProps {
  /** Name and labels of the route itself. */
  readonly metadata: ApiObjectMetadata;
  /** Gateways that it attaches itself to: one at least. */
  readonly parents: readonly [Gateway, ...Gateway[]];
  /**
   * Host names that it is for; `*.` at the start stands for one or more labels.
   * @default - those of the listeners
   */
  readonly hostnames?: readonly string[];
  /** Of the rules that match a request, the one with the longest path wins, then the one with more headers. */
  readonly rules: readonly [HttpRouteRule, ...HttpRouteRule[]];
}

/**
 * Sends the HTTP requests of Gateways to Services, by host name, path and headers, in shares.
 *
 * @throws ProgramError when a Gateway would not take the route, or a rule would answer nobody.
 * @see https://gateway-api.sigs.k8s.io/reference/api-types/httproute/
 */
export class HttpRoute extends Construct {
  private readonly namespace: string | undefined;

  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    const { metadata, parents, hostnames, rules } = props;
    this.namespace = metadata.namespace ?? Chart.of(this).namespace;
    for (const gateway of parents) this.checkAccess(gateway, hostnames);
    new HttpRouteResource(this, 'Resource', {
      metadata,
      spec: {
        parentRefs: parents.map(({ name, namespace }) => ({
          name,
          namespace: namespace === this.namespace ? undefined : namespace,
        })),
        hostnames: hostnames && [...hostnames],
        rules: rules.map((rule) => this.toRule(rule)),
      },
    });
  }

  /** A Gateway that refuses a route says so in the status of the route, where nobody looks. */
  private checkAccess(gateway: Gateway, hostnames: readonly string[] = []): void {
    if (gateway.routesFrom === 'Same' && gateway.namespace !== this.namespace) {
      throw new ProgramError(
        'program-runs',
        `Gateway "${gateway.name}" takes routes of its own namespace "${gateway.namespace ?? 'default'}" only, and this one is in "${this.namespace ?? 'default'}"`,
        "give the Gateway `routesFrom: 'All'`, or put the route into its namespace",
      );
    }
    const served = gateway.listeners.map(({ hostname }) => hostname ?? '*');
    const lost = hostnames.find((name) => !served.some((pattern) => overlap(name, pattern)));
    if (lost !== undefined) {
      throw new ProgramError(
        'program-runs',
        `no listener of Gateway "${gateway.name}" answers to "${lost}"; they answer to ${served.map((name) => `"${name}"`).join(', ')}`,
        'change the host name of the route, or add a listener for it',
      );
    }
  }

  private toRule({ path = '/', headers = {}, replacePath, backends }: HttpRouteRule): SpecRule {
    if (backends.every(({ weight }) => weight === 0)) {
      throw new ProgramError(
        'program-runs',
        `every backend of the rule for "${path}" has weight 0: whoever asks gets status 500`,
        'give one of them a weight of 1 or more',
      );
    }
    const names = Object.entries(headers);
    return {
      matches: [
        {
          path: { type: PathType.PATH_PREFIX, value: path },
          headers: names.length > 0 ? names.map(([name, value]) => ({ name, value })) : undefined,
        },
      ],
      filters:
        replacePath === undefined
          ? undefined
          : [
              {
                type: FilterType.URL_REWRITE,
                urlRewrite: {
                  path: { type: RewriteType.REPLACE_PREFIX_MATCH, replacePrefixMatch: replacePath },
                },
              },
            ],
      backendRefs: backends.map((backend) => this.toBackendRef(backend)),
    };
  }

  private toBackendRef({ service, port, weight }: HttpBackend): SpecBackendRef {
    const { namespace = 'default' } = service.metadata;
    if (namespace !== (this.namespace ?? 'default')) {
      throw new ProgramError(
        'program-runs',
        `Service "${service.name}" is in namespace "${namespace}", and this route in "${this.namespace ?? 'default'}"`,
        'put the route into the namespace of the Service; it may attach itself to a Gateway of another one',
      );
    }
    const ports = service.ports.map((each) => each.port);
    const chosen = port ?? (ports.length === 1 ? ports[0] : undefined);
    if (chosen === undefined || !ports.includes(chosen)) {
      throw new ProgramError(
        'program-runs',
        `Service "${service.name}" has the ports ${ports.join(', ')}, and the route ${port === undefined ? 'says none' : `says ${port}`}`,
        'name one of these as `port` of the backend',
      );
    }
    return { name: service.name, port: chosen, weight };
  }
}

/** Whether some host name fits both: each is a name, or `*.` and the end of many. */
function overlap(one: string, other: string): boolean {
  if (one === other || other === '*') return true;
  const fits = (name: string, pattern: string) =>
    pattern.startsWith('*.') && name.endsWith(pattern.slice(1)) && name.length >= pattern.length;
  return fits(one, other) || fits(other, one);
}
