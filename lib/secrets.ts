/** Name of an environment variable. A value written here by mistake does not compile, unless it shouts. */
type Variable = Uppercase<string>;

/**
 * What each type of Secret must hold. `kubernetes.io/service-account-token` is not among them: the
 * cluster itself fills it in.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
interface KeysOf {
  readonly Opaque: Readonly<Record<string, Variable>>;
  /** The old `~/.dockercfg`. */
  readonly 'kubernetes.io/dockercfg': { readonly '.dockercfg': Variable };
  /** `~/.docker/config.json`. */
  readonly 'kubernetes.io/dockerconfigjson': { readonly '.dockerconfigjson': Variable };
  readonly 'kubernetes.io/tls': { readonly 'tls.crt': Variable; readonly 'tls.key': Variable };
  readonly 'kubernetes.io/ssh-auth': { readonly 'ssh-privatekey': Variable };
  readonly 'kubernetes.io/basic-auth': { readonly username: Variable; readonly password: Variable };
  readonly 'bootstrap.kubernetes.io/token': {
    readonly 'token-id': Variable;
    readonly 'token-secret': Variable;
    readonly expiration?: Variable;
    readonly 'usage-bootstrap-authentication'?: Variable;
    readonly 'usage-bootstrap-signing'?: Variable;
  };
}

export type SecretType = keyof KeysOf;

/** The type, which goes without saying for Opaque. */
type Typed<T extends SecretType> = T extends 'Opaque'
  ? { readonly type?: T }
  : { readonly type: T };

/** Where a Secret of each type is. The API server looks for bootstrap tokens in one place alone. */
type PlaceOf<T extends SecretType> = T extends 'bootstrap.kubernetes.io/token'
  ? { readonly namespace: 'kube-system'; readonly name: `bootstrap-token-${string}` }
  : { readonly namespace: string; readonly name: string };

/** A Secret whose values are never in the program: `npm run apply` makes it from the environment or `.env`. */
export type SecretFromEnvironment<T extends SecretType = SecretType> = {
  [Type in T]: PlaceOf<Type> &
    Typed<Type> & {
      /** Secret key → environment variable that holds its value. */
      readonly keys: KeysOf[Type];
      /**
       * Namespace of the lesson that shows it and comes up without it: it is made only where that
       * lesson is applied and its values are given.
       * @default - needed: what reads it is not applied without its values
       */
      readonly optionalFor?: string;
    };
}[T];

/** The token that opens `/private` of the Flask demo. */
export const flaskToken = {
  namespace: 'flask-demo',
  name: 'mi-app-token',
  keys: { token: 'API_TOKEN' },
} as const satisfies SecretFromEnvironment;

/** The password of the lesson on ConfigMaps. */
export const configMapPassword = {
  namespace: 'taller-config-map',
  name: 'db-password',
  type: 'Opaque',
  keys: { password: 'TALLER_DB_PASSWORD' },
  optionalFor: 'taller-config-map',
} as const satisfies SecretFromEnvironment;

const lesson = { namespace: 'taller-secret', optionalFor: 'taller-secret' } as const;

/**
 * One Secret of each type, for the lesson on them. The prefix `TALLER_` keeps what a developer has
 * exported for other programs out of the cluster.
 */
export const lessonSecrets = {
  password: {
    ...lesson,
    name: 'db-password',
    type: 'Opaque',
    keys: { password: 'TALLER_DB_PASSWORD' },
  },
  login: {
    ...lesson,
    name: 'basic-auth',
    type: 'kubernetes.io/basic-auth',
    keys: { username: 'TALLER_BASIC_AUTH_USERNAME', password: 'TALLER_BASIC_AUTH_PASSWORD' },
  },
  deployKey: {
    ...lesson,
    name: 'ssh-auth',
    type: 'kubernetes.io/ssh-auth',
    keys: { 'ssh-privatekey': 'TALLER_SSH_PRIVATE_KEY' },
  },
  certificate: {
    ...lesson,
    name: 'tls',
    type: 'kubernetes.io/tls',
    keys: { 'tls.crt': 'TALLER_TLS_CERTIFICATE', 'tls.key': 'TALLER_TLS_KEY' },
  },
  registry: {
    ...lesson,
    name: 'registry',
    type: 'kubernetes.io/dockerconfigjson',
    keys: { '.dockerconfigjson': 'TALLER_DOCKER_CONFIG_JSON' },
  },
  oldRegistry: {
    ...lesson,
    name: 'old-registry',
    type: 'kubernetes.io/dockercfg',
    keys: { '.dockercfg': 'TALLER_DOCKERCFG' },
  },
  // Lets a new node join; the token id (TALLER_BOOTSTRAP_TOKEN_ID=taller) is part of the name.
  join: {
    ...lesson,
    namespace: 'kube-system',
    name: 'bootstrap-token-taller',
    type: 'bootstrap.kubernetes.io/token',
    keys: {
      'token-id': 'TALLER_BOOTSTRAP_TOKEN_ID',
      'token-secret': 'TALLER_BOOTSTRAP_TOKEN_SECRET',
    },
  },
} as const satisfies Record<string, SecretFromEnvironment>;

/** Every such Secret. */
export const secrets: readonly SecretFromEnvironment[] = [
  flaskToken,
  configMapPassword,
  ...Object.values(lessonSecrets),
];
