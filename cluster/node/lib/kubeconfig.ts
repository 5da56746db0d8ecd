/** What a kubeconfig of one user of one cluster says; certificates and keys are in base64. */
export interface Access {
  readonly name: string;
  readonly server: string;
  readonly ca: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** A kubeconfig in JSON, which is YAML. https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
export function kubeconfigOf({ name, server, ca, certificate, key }: Access): string {
  const user = { 'client-certificate-data': certificate, 'client-key-data': key };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': ca } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
