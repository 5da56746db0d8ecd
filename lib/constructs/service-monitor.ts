import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as monitoring from '../../imports/monitoring.coreos.com';
import { ProgramError } from '../report/program-error';

export interface ServiceMonitorProps {
  /** Name of the monitor, and the labels by which the Prometheus object finds it. */
  readonly metadata: ApiObjectMetadata;
  /** The Service whose pods are asked for metrics. It needs labels of its own to be found by. */
  readonly service: Service;
  /** Name of the port of that Service. */
  readonly port: string;
  /**
   * Path of the metrics.
   * @default '/metrics'
   */
  readonly path?: string;
  /**
   * Time between two requests, in whole seconds.
   * @default - that of the Prometheus object
   */
  readonly interval?: Duration;
}

/**
 * Tells Prometheus to collect the metrics of the pods behind a Service.
 *
 * @throws ProgramError when the Service has no port of that name: Prometheus would find no target and
 * say nothing.
 * @see https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors
 */
export class ServiceMonitor extends Construct {
  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id);
    const { metadata, service, port, path = '/metrics', interval } = props;
    const names = service.ports.map(({ name }) => name ?? '');
    if (!names.includes(port)) {
      throw new ProgramError(
        'program-runs',
        `the ServiceMonitor asks port "${port}" of Service "${service.name}", which has no port of that name; it has ${names.map((name) => `"${name}"`).join(', ')}`,
        'name one of the ports of the Service',
      );
    }
    const app = service.metadata.getLabel('app');
    if (app === undefined) {
      throw new ProgramError(
        'program-runs',
        `Service "${service.name}" has no label "app", by which the ServiceMonitor would find it`,
        'make the Service with WebDeployment.expose, or give it a label "app"',
      );
    }
    new monitoring.ServiceMonitor(this, 'Resource', {
      metadata,
      spec: {
        selector: { matchLabels: { app } },
        endpoints: [{ port, path, interval: interval && `${interval.toSeconds()}s` }],
      },
    });
  }
}
