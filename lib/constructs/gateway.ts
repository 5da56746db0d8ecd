import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  Gateway as GatewayResource,
  type GatewayClass,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as RoutesFrom,
} from '../../imports/gateway.networking.k8s.io';

interface Listener {
  /** Name within the Gateway, as in `web`. */
  readonly name: string;
  /** Port at the address of the Gateway, 1 to 65535. */
  readonly port: number;
  /**
   * Host name that it answers to; `*.` at its start stands for one or more labels.
   * @default - every host name
   */
  readonly hostname?: string;
}

/** Plain HTTP. */
export interface HttpListener extends Listener {
  readonly protocol: 'HTTP';
}

/** HTTPS that ends at the Gateway: what goes on to the pods is plain HTTP. */
export interface HttpsListener extends Listener {
  readonly protocol: 'HTTPS';
  /** Secret of type `kubernetes.io/tls` in the namespace of the Gateway. */
  readonly certificate: ISecret;
}

export type GatewayListener = HttpListener | HttpsListener;

export interface GatewayProps {
  /** Name and labels of the Gateway itself. */
  readonly metadata: ApiObjectMetadata;
  /** Says which controller serves it. */
  readonly gatewayClass: GatewayClass;
  /** Where it listens: one at least. */
  readonly listeners: readonly [GatewayListener, ...GatewayListener[]];
  /**
   * Namespaces whose routes it takes: its own, or all of them.
   * @default 'Same'
   */
  readonly routesFrom?: 'Same' | 'All';
}

/**
 * An entry to the cluster that HTTPRoutes attach themselves to.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/api-types/gateway/
 */
export class Gateway extends Construct {
  readonly name: string;
  readonly namespace?: string;
  readonly listeners: readonly GatewayListener[];
  readonly routesFrom: 'Same' | 'All';

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { metadata, gatewayClass, listeners, routesFrom = 'Same' } = props;
    this.listeners = listeners;
    this.routesFrom = routesFrom;
    const resource = new GatewayResource(this, 'Resource', {
      metadata,
      spec: {
        gatewayClassName: gatewayClass.name,
        listeners: listeners.map((listener) => ({
          name: listener.name,
          protocol: listener.protocol,
          port: listener.port,
          hostname: listener.hostname,
          ...(listener.protocol === 'HTTPS' && {
            tls: { certificateRefs: [{ name: listener.certificate.name }] },
          }),
          ...(routesFrom === 'All' && { allowedRoutes: { namespaces: { from: RoutesFrom.ALL } } }),
        })),
      },
    });
    this.name = resource.name;
    this.namespace = ApiObject.of(resource).metadata.namespace;
  }
}
