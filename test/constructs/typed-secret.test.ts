import { App, Chart } from 'cdk8s';
import { Pod } from 'cdk8s-plus-28';
import { TypedSecret } from '../../lib/constructs/typed-secret';
import { ProgramError } from '../../lib/report/program-error';
import type { SecretFromEnvironment } from '../../lib/secrets';
import { manifestsIn } from '../helpers/manifests';

const needed = {
  namespace: 'demo',
  name: 'login',
  type: 'kubernetes.io/basic-auth',
  keys: { username: 'USERNAME', password: 'PASSWORD' },
} as const satisfies SecretFromEnvironment;

let chart: Chart;
beforeEach(() => {
  chart = new Chart(new App(), 'chart', { namespace: 'demo' });
});

/** The one object of a chart with a pod that reads both keys of the Secret in both ways. */
function podThatReads(declared: SecretFromEnvironment<'kubernetes.io/basic-auth'>): unknown {
  const secret = new TypedSecret(chart, declared);
  new Pod(chart, 'pod', {
    containers: [
      {
        image: 'nginx',
        envVariables: { PASSWORD: secret.env('password') },
        volumeMounts: [{ path: '/login', volume: secret.volume() }],
      },
    ],
  });
  const manifests: unknown = manifestsIn(chart);
  expect(manifests).toHaveLength(1);
  return (manifests as unknown[])[0];
}

test('its readers refer to it, and no Secret is made', () => {
  expect(podThatReads(needed)).toMatchObject({
    spec: {
      containers: [
        {
          env: [
            {
              name: 'PASSWORD',
              valueFrom: { secretKeyRef: { name: 'login', key: 'password' } },
            },
          ],
        },
      ],
      volumes: [{ name: 'login', secret: { secretName: 'login', defaultMode: 0o440 } }],
    },
  });
});

test('readers do without one that is optional, and only then', () => {
  expect(JSON.stringify(podThatReads({ ...needed, optionalFor: 'demo' }))).toContain(
    '"optional":true',
  );
  chart = new Chart(new App(), 'chart', { namespace: 'demo' });
  expect(JSON.stringify(podThatReads(needed))).not.toContain('optional');
});

test('a Secret of another namespace is refused', () => {
  const elsewhere = new Chart(new App(), 'chart', { namespace: 'elsewhere' });
  expect(() => new TypedSecret(elsewhere, needed)).toThrow(
    new ProgramError(
      'program-runs',
      'the Secret "login" is in namespace "demo", and its reader is in "elsewhere"; a pod reads only Secrets of its own namespace',
      'declare one with namespace "elsewhere" in lib/secrets.ts',
    ),
  );
});

test('what its type does not allow does not compile', () => {
  const place = { namespace: 'demo', name: 'x' } as const;
  const wrong: readonly SecretFromEnvironment[] = [
    // @ts-expect-error a certificate without its key
    { ...place, type: 'kubernetes.io/tls', keys: { 'tls.crt': 'CERTIFICATE' } },
    // @ts-expect-error a value in the place of a variable
    { ...place, type: 'Opaque', keys: { password: 's3cret' } },
    // @ts-expect-error a type of Secret that there is not
    { ...place, type: 'kubernetes.io/password', keys: { password: 'PASSWORD' } },
    // @ts-expect-error a key that the type does not know
    { ...place, type: 'kubernetes.io/ssh-auth', keys: { 'ssh-privatekey': 'KEY', key: 'KEY' } },
    // @ts-expect-error a bootstrap token outside of kube-system
    {
      ...place,
      type: 'bootstrap.kubernetes.io/token',
      keys: { 'token-id': 'A', 'token-secret': 'B' },
    },
  ];
  // @ts-expect-error a key that the Secret does not have
  const variable = new TypedSecret(chart, needed).env('passwort');
  expect([wrong, variable]).toBeDefined();
});
