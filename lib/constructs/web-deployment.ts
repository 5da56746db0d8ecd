import { Chart, Duration } from 'cdk8s';
import {
  type ContainerProps,
  type ContainerResources,
  Deployment,
  type DeploymentStrategy,
  type HttpGetProbeOptions,
  Probe,
  Service,
  ServiceType,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
import { amend } from './amend';
import { drainFirst, spreadOverNodes } from './pod-edits';
import { PodDisruptionBudget } from './pod-disruption-budget';
import { restricted } from './restricted';
import { versionLabel } from './version-label';

/** A GET request to the container's own port; any status from 200 to 399 passes. */
export interface HttpProbe extends Omit<HttpGetProbeOptions, 'port'> {
  /** Path of the request, as in `/healthz`. */
  readonly path: string;
}

/** A container that serves HTTP: cdk8s-plus's, with what a safe rollout needs made mandatory. */
export interface WebContainerProps extends Omit<
  ContainerProps,
  'port' | 'portNumber' | 'ports' | 'liveness' | 'readiness' | 'startup' | 'lifecycle'
> {
  /** Port that it listens on, 1 to 65535. */
  readonly port: number;
  /** Restarts the container when it fails. */
  readonly liveness: HttpProbe;
  /** Takes the pod out of its Services while it fails. */
  readonly readiness: HttpProbe;
  /** What it asks for, and its limits. */
  readonly resources: ContainerResources;
}

export interface WebDeploymentProps {
  /** The one container of each pod. */
  readonly container: WebContainerProps;
  /**
   * Number of pods, zero or more.
   * @default - not written: an autoscaler chooses, and `kubectl apply` does not undo its choice
   */
  readonly replicas?: number;
  /**
   * How pods are replaced on a change.
   * @default - RollingUpdate, 25 % unavailable, 25 % surge
   */
  readonly strategy?: DeploymentStrategy;
  /**
   * User and group id that the pods run as; root (0) is refused by the kubelet. The group is
   * given too because the one that an image names is lost when only the user is.
   * @default 10001
   */
  readonly user?: number;
  /**
   * How long a pod goes on serving after it was told to stop, in whole seconds: the time that every
   * node needs to stop sending it new requests.
   * @default Duration.seconds(5)
   */
  readonly drain?: Duration;
}

/** Who can reach a Service; only one of type NodePort has a port on the nodes. */
export type WebServiceProps = {
  /** Port of the Service, 1 to 65535. */
  readonly port: number;
} & (
  | {
      /** @default ServiceType.CLUSTER_IP */
      readonly type?: ServiceType.CLUSTER_IP | ServiceType.LOAD_BALANCER;
      readonly nodePort?: never;
    }
  | {
      readonly type: ServiceType.NODE_PORT;
      /**
       * Port on every node, 30000 to 32767.
       * @default - chosen by the cluster
       */
      readonly nodePort?: number;
    }
);

/** What a pod may take to end, in seconds: its drain, and then the end of its process. */
const GRACE = 30;

/**
 * A Deployment of an HTTP server that passes Pod Security "restricted", spreads over the nodes,
 * survives a node drain and loses no request in a rollout; with a PodDisruptionBudget where there
 * is more than one pod. Its `id` is the name of its objects.
 *
 * @throws ProgramError when `user` is root, or `drain` leaves no time to end
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class WebDeployment extends Construct {
  /** The Deployment inside, for what this construct has no property for. */
  readonly deployment: Deployment;

  private readonly labels: Readonly<Record<string, string>>;
  private readonly port: number;

  constructor(scope: Construct, id: string, props: WebDeploymentProps) {
    super(scope, id);
    const { container, replicas, strategy, user = 10001, drain = Duration.seconds(5) } = props;
    this.port = container.port;
    inRange('user', user, 1, 2 ** 31 - 1, 'a user id other than root');
    inRange(
      'drain',
      drain.toSeconds(),
      1,
      GRACE - 1,
      `seconds within the grace period of ${GRACE}`,
    );
    const selector = { app: id };
    this.labels = { ...Chart.of(this).labels, ...versionLabel(container.image), ...selector };

    this.deployment = new Deployment(this, 'Deployment', {
      metadata: { name: id, labels: this.labels },
      podMetadata: { labels: this.labels },
      replicas,
      strategy,
      securityContext: { ensureNonRoot: true, user, group: user },
      terminationGracePeriod: Duration.seconds(GRACE),
      containers: [restricted(webContainer(container))],
    });
    amend(this.deployment, spreadOverNodes(selector), drainFirst(drain));

    if (replicas === undefined || replicas > 1) {
      new PodDisruptionBudget(this, 'PodDisruptionBudget', {
        metadata: { name: id, labels: this.labels },
        selector,
      });
    }
  }

  /** A Service called `name` that leads to the port of these pods. */
  expose(
    name: string,
    { port, type = ServiceType.CLUSTER_IP, nodePort }: WebServiceProps,
  ): Service {
    return new Service(this, name, {
      metadata: { name, labels: this.labels },
      selector: this.deployment,
      type,
      ports: [{ name: 'http', port, targetPort: this.port, nodePort }],
    });
  }
}

/**
 * The port goes into `ports`: cdk8s-plus adds a TCP startup probe of its own to every container that
 * has a `portNumber`.
 */
function webContainer(props: WebContainerProps): ContainerProps {
  const { port, liveness, readiness, ...container } = props;
  return {
    ...container,
    ports: [{ number: port }],
    liveness: Probe.fromHttpGet(liveness.path, { ...liveness, port }),
    readiness: Probe.fromHttpGet(readiness.path, { ...readiness, port }),
  };
}

function inRange(prop: string, value: number, min: number, max: number, wanted: string): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new ProgramError(
    'program-runs',
    `${prop} is ${value}; ${wanted} is wanted, from ${min} to ${max}`,
    `set ${prop} to a whole number from ${min} to ${max}`,
  );
}
