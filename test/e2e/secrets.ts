import { apply, kubectl } from './cluster';
import { tls } from './secret-values';

/** The Secret that the lesson on Ingress has the reader make. */
export async function makeIngressCertificate(): Promise<void> {
  await apply({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'taller-tls', namespace: 'taller-ingress' },
    stringData: { 'tls.crt': tls.certificate, 'tls.key': tls.key },
  });
}

export async function removeSecrets(): Promise<void> {
  await kubectl.text([
    '-n',
    'taller-ingress',
    'delete',
    'secret',
    'taller-tls',
    '--ignore-not-found',
  ]);
  const join = ['delete', 'secret', 'bootstrap-token-taller', '--ignore-not-found'];
  await kubectl.text(['-n', 'kube-system', ...join]);
}
