/** A Secret whose values are never in the program: `npm run apply` makes it from the environment or `.env`. */
export interface SecretFromEnvironment {
  readonly namespace: string;
  readonly name: string;
  /** Secret key → environment variable that holds its value. */
  readonly keys: Readonly<Record<string, string>>;
  /** Workloads that read it, as `kind/name`; they are restarted when a value changes. */
  readonly readers: readonly string[];
}

/** The token that opens `/private` of the Flask demo. */
export const flaskToken = {
  namespace: 'flask-demo',
  name: 'mi-app-token',
  keys: { token: 'API_TOKEN' },
  readers: ['deployment/mi-app'],
} as const satisfies SecretFromEnvironment;

/** Every such Secret. */
export const secrets: readonly SecretFromEnvironment[] = [flaskToken];
