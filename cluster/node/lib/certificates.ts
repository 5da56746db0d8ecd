import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from '../../lib/write-file';
import { command } from './command';
import { kubeconfigOf } from './kubeconfig';
import { type Node, nodes, server } from './nodes';
import { clusterName, here, kubeconfig, stateFolder } from './place';

interface Certificate {
  /** The file without its ending. */
  readonly file: string;
  readonly subject: string;
  /** What a server is called, as openssl writes it. @default - the certificate of a client */
  readonly names?: readonly string[];
  /** Where its kubeconfig goes. @default - it has none */
  readonly kubeconfig?: string;
}

const authority = join(stateFolder, 'pki');

const services = ['', '.default', '.default.svc', '.default.svc.cluster.local'];

/** https://kubernetes.io/docs/setup/best-practices/certificates/ */
function certificatesOf({ name, address, isControlPlane, folder }: Node): Certificate[] {
  const etc = join(folder, 'etc/kubernetes');
  const user = (subject: string, file: string): Certificate => ({
    file: join(etc, 'pki', file),
    subject,
    kubeconfig: join(etc, `${file}.conf`),
  });
  const serving = { file: join(etc, 'pki/kubelet-serving'), subject: `/CN=${name}` };
  const all = [
    user(`/O=system:nodes/CN=system:node:${name}`, 'kubelet'),
    user('/CN=system:kube-proxy', 'kube-proxy'),
    { ...serving, names: [`DNS:${name}`, `IP:${address}`] },
  ];
  if (!isControlPlane) return all;
  const masters = (cn: string) => `/O=system:masters/CN=${cn}`;
  return [
    ...all,
    user('/CN=system:kube-controller-manager', 'controller-manager'),
    user('/CN=system:kube-scheduler', 'scheduler'),
    { ...user(masters('admin'), 'admin'), kubeconfig },
    {
      file: join(etc, 'pki/apiserver'),
      subject: '/CN=kube-apiserver',
      // 10.96.0.1 is the Service `kubernetes`.
      names: [`IP:${address}`, 'IP:10.96.0.1', ...services.map((end) => `DNS:kubernetes${end}`)],
    },
    {
      file: join(etc, 'pki/apiserver-kubelet-client'),
      subject: masters('apiserver-kubelet-client'),
    },
    { file: join(etc, 'pki/front-proxy-client'), subject: '/CN=front-proxy-client' },
  ];
}

/** Makes the keys, certificates and kubeconfigs of all nodes, and that of the person who uses them. */
export async function makeCertificates(): Promise<void> {
  mkdirSync(authority, { recursive: true });
  const file = (name: string) => join(authority, name);
  const isAuthority = [
    'basicConstraints=critical,CA:TRUE',
    'keyUsage=critical,keyCertSign,cRLSign',
  ];
  await certify(file('ca'), '/CN=kubernetes', isAuthority);
  await command('openssl', ['genrsa', '-out', file('sa.key'), '2048']);
  await command('openssl', ['rsa', '-in', file('sa.key'), '-pubout', '-out', file('sa.pub')]);
  for (const node of nodes) {
    const pki = join(node.folder, 'etc/kubernetes/pki');
    mkdirSync(pki, { recursive: true });
    const shared = ['ca.crt', ...(node.isControlPlane ? ['ca.key', 'sa.key', 'sa.pub'] : [])];
    for (const name of shared) copyFileSync(file(name), join(pki, name));
    await Promise.all(certificatesOf(node).map(make));
  }
}

async function make({ file, subject, names, kubeconfig }: Certificate): Promise<void> {
  const usage = names
    ? ['extendedKeyUsage=serverAuth', `subjectAltName=${names.join(',')}`]
    : ['extendedKeyUsage=clientAuth'];
  const signed = ['-CA', join(authority, 'ca.crt'), '-CAkey', join(authority, 'ca.key')];
  await certify(file, subject, usage, signed);
  if (kubeconfig === undefined) return;
  const [ca, certificate, key] = [join(authority, 'ca.crt'), `${file}.crt`, `${file}.key`].map(
    (path) => readFileSync(path).toString('base64'),
  );
  writeFile(kubeconfig, kubeconfigOf({ name: clusterName, server, ca, certificate, key }));
}

/** Writes `file.key` and `file.crt`, by default signed by its own key. */
async function certify(
  file: string,
  subject: string,
  extensions: readonly string[],
  signed: readonly string[] = [],
): Promise<void> {
  await command('openssl', [
    ...['req', '-x509', '-config', join(here, 'openssl.cnf'), '-days', '365', '-nodes'],
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-keyout', `${file}.key`, '-out', `${file}.crt`, '-subj', subject],
    ...extensions.flatMap((extension) => ['-addext', extension]),
    ...signed,
  ]);
}
