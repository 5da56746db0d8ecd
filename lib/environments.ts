import { posix } from 'node:path';
import type { Minor } from './apiserver/files';
import { external } from './external';
import type { External } from './graph/graph';
import { CUSTOM_RESOURCES } from './graph/manifest';
import { ProgramError } from './report/program-error';

/** What a cluster may offer beyond plain Kubernetes, and what it takes to have it. */
export const capabilities = {
  'canary-annotations': 'an Ingress controller that reads the canary annotations of ingress-nginx',
  'gateway-api': 'the CRDs of the Gateway API and a controller for them',
  'gpu-node': 'a node with an NVIDIA GPU and its device plugin',
  'load-balancer': 'a controller that gives Services of type LoadBalancer their address',
  'nfs-server': 'an NFS server that the nodes can reach',
  'prometheus-operator': 'the CRDs of the Prometheus Operator, and the operator',
  'vertical-pod-autoscaler': 'the CRDs of the Vertical Pod Autoscaler, and its controllers',
} as const;

export type Capability = keyof typeof capabilities;

/** What differs from one place to another; everything else is the same everywhere. */
export interface Environment {
  readonly images: {
    readonly httpEcho: string;
    readonly flask: string;
    readonly nginx: string;
    readonly busybox: string;
    readonly backend: string;
    readonly cudaVectorAdd: string;
  };
  /**
   * Whether the lessons of the workshop are deployed too, and what the cluster offers them. A lesson
   * that needs more is left out.
   * @default - no lessons
   */
  readonly lessons?: { readonly provides: readonly Capability[] };
  readonly httpEcho: {
    /** Pods of `hello-api`. */
    readonly replicas: number;
  };
  readonly flask: {
    /** Pods of `mi-app`. */
    readonly replicas: number;
    /** Host name at which the Ingress answers. */
    readonly host: string;
    /**
     * Secret of type `kubernetes.io/tls` in namespace `flask-demo` for that host.
     * @default - plain HTTP
     */
    readonly tlsSecret?: string;
  };
  /** IngressClass whose controller serves the Ingresses. */
  readonly ingressClass: string;
  /**
   * What the program refers to and does not make.
   * @default - nothing
   */
  readonly external?: readonly External[];
  /**
   * The Kubernetes minor of its cluster: whose API server judges what is made.
   * @default - the newest that is built in
   */
  readonly kubernetes?: Minor;
}

/** The images of the workshop, from Docker Hub unless `registry` names another place. */
function images(registry = ''): Environment['images'] {
  return {
    httpEcho: `${registry}hashicorp/http-echo:0.2.3`,
    flask: `${registry}usuario/mi_app:1.0`,
    nginx: `${registry}nginx:1.14.2`,
    busybox: `${registry}busybox:1.37.0`,
    backend: `${registry}pablokbs/backend`,
    cudaVectorAdd: 'registry.k8s.io/cuda-vector-add:v0.1',
  };
}

/** The certificate that the lesson on Ingress has the reader make. */
const lessonCertificate = external.secret('taller-ingress', 'taller-tls', 'tls.crt', 'tls.key');

/** Every environment by its name. Each synth writes all of them. */
export const environments = {
  kind: {
    images: images(),
    lessons: { provides: [] },
    httpEcho: { replicas: 3 },
    flask: { replicas: 2, host: 'flask.localhost' },
    ingressClass: 'traefik',
    external: [external.ingressClass('traefik'), lessonCertificate],
  },
  cloud: {
    images: images(),
    lessons: { provides: Object.keys(capabilities) as Capability[] },
    httpEcho: { replicas: 3 },
    flask: { replicas: 2, host: 'flask.example.com' },
    ingressClass: 'traefik',
    external: [external.ingressClass('traefik'), external.ingressClass('nginx'), lessonCertificate],
  },
  production: {
    images: images('registry.example.com/'),
    httpEcho: { replicas: 5 },
    flask: { replicas: 3, host: 'flask.example.com', tlsSecret: 'flask-example-com-tls' },
    ingressClass: 'traefik',
    external: [
      external.ingressClass('traefik'),
      external.secret('flask-demo', 'flask-example-com-tls', 'tls.crt', 'tls.key'),
    ],
  },
} as const satisfies Record<string, Environment>;

export type EnvironmentName = keyof typeof environments;

export const environmentNames = Object.keys(environments) as EnvironmentName[];

/** Where the files of an environment go, below `dist/`: those of the default one to its top. */
export function folderOf(name: EnvironmentName): string {
  return name === 'kind' ? '.' : name;
}

/** Every folder that an environment has files in, below `dist/`. */
export function foldersOf(name: EnvironmentName): string[] {
  return [folderOf(name), posix.join(folderOf(name), CUSTOM_RESOURCES)];
}

/**
 * The name of an environment, if `name` is one.
 *
 * @throws ProgramError when there is none of that name.
 */
export function environmentNamed(name: string): EnvironmentName {
  if (Object.hasOwn(environments, name)) return name as EnvironmentName;
  const known = environmentNames.map((known) => `"${known}"`).join(', ');
  throw new ProgramError(
    'environment-is-known',
    `there is no environment ${JSON.stringify(name)}; this file has ${known}`,
    'name one of these, or add yours to `environments` in this file',
  );
}
