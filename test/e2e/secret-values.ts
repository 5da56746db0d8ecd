import { certificateFor } from './certificate';

export const tls = certificateFor('taller.localhost');

/** What `npm run apply` makes Secrets of, by the variables of .env.example. */
export const secretValues = {
  API_TOKEN: 'the token of the test',
  TALLER_DB_PASSWORD: 'the password of the test',
  TALLER_BASIC_AUTH_USERNAME: 'ana',
  TALLER_BASIC_AUTH_PASSWORD: 'the other password',
  TALLER_SSH_PRIVATE_KEY: 'no real key',
  TALLER_TLS_CERTIFICATE: tls.certificate,
  TALLER_TLS_KEY: tls.key,
  TALLER_DOCKER_CONFIG_JSON: '{"auths":{}}',
  TALLER_DOCKERCFG: '{}',
  TALLER_BOOTSTRAP_TOKEN_ID: 'taller',
  TALLER_BOOTSTRAP_TOKEN_SECRET: 'abcdef0123456789',
};
