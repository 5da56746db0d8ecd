import { ProgramError } from './report/program-error';

/** What differs from one place to another; everything else is the same everywhere. */
export interface Environment {
  readonly images: {
    readonly httpEcho: string;
    readonly flask: string;
  };
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
}

/** The images of the workshop, from Docker Hub unless `registry` names another place. */
function images(registry = ''): Environment['images'] {
  return {
    httpEcho: `${registry}hashicorp/http-echo:0.2.3`,
    flask: `${registry}usuario/mi_app:1.0`,
  };
}

/** Every environment by its name. Each synth writes all of them. */
export const environments = {
  kind: {
    images: images(),
    httpEcho: { replicas: 3 },
    flask: { replicas: 2, host: 'flask.localhost' },
    ingressClass: 'traefik',
  },
  production: {
    images: images('registry.example.com/'),
    httpEcho: { replicas: 5 },
    flask: { replicas: 3, host: 'flask.example.com', tlsSecret: 'flask-example-com-tls' },
    ingressClass: 'traefik',
  },
} as const satisfies Record<string, Environment>;

export type EnvironmentName = keyof typeof environments;

/** Where the files of an environment go, below `dist/`: those of the default one to its top. */
export function folderOf(name: EnvironmentName): string {
  return name === 'kind' ? '.' : name;
}

/**
 * The name of an environment, if `name` is one.
 *
 * @throws ProgramError when there is none of that name.
 */
export function environmentNamed(name: string): EnvironmentName {
  if (Object.hasOwn(environments, name)) return name as EnvironmentName;
  const known = Object.keys(environments)
    .map((known) => `"${known}"`)
    .join(', ');
  throw new ProgramError(
    'environment-is-known',
    `there is no environment ${JSON.stringify(name)}; this file has ${known}`,
    'name one of these, or add yours to `environments` in this file',
  );
}
