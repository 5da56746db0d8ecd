import { ProgramError } from './report/program-error';

/** What differs from one place to another; everything else is the same everywhere. */
export interface Environment {
  /** Folder of the output, below `dist/`; the default environment is at its top. */
  readonly folder: string;
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

/** Every environment; the first is the default. Each synth writes all of them. */
export const environments = {
  kind: {
    folder: '.',
    images: images(),
    httpEcho: { replicas: 3 },
    flask: { replicas: 2, host: 'flask.localhost' },
    ingressClass: 'traefik',
  },
  production: {
    folder: 'production',
    images: images('registry.example.com/'),
    httpEcho: { replicas: 5 },
    flask: { replicas: 3, host: 'flask.example.com', tlsSecret: 'flask-example-com-tls' },
    ingressClass: 'traefik',
  },
} as const satisfies Record<string, Environment>;

export type EnvironmentName = keyof typeof environments;

/**
 * The environment called `name`.
 *
 * @throws ProgramError when there is none of that name.
 */
export function environmentNamed(name: string): Environment {
  if (Object.hasOwn(environments, name)) return environments[name as EnvironmentName];
  const known = Object.keys(environments)
    .map((known) => `"${known}"`)
    .join(', ');
  throw new ProgramError(
    'environment-is-known',
    `there is no environment ${JSON.stringify(name)}; this file has ${known}`,
    'name one of these, or add yours to `environments` in this file',
  );
}
