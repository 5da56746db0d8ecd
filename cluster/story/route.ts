import { isIPv6 } from 'node:net';
import { hello } from './hello';
import { request } from './http-request';
import type { Kubectl } from '../lib/kubectl';
import type { List } from '../lib/objects';
import { openTunnel } from './tunnel';
import { UserError } from '../lib/user-error';

/** A way from this computer to the Service, for the load client. */
export interface Route {
  readonly url: string;
  /** For the narration, in Spanish. */
  readonly how: string;
  readonly close: () => Promise<void>;
}

interface Service {
  readonly spec: {
    readonly ports: readonly { readonly name?: string; readonly nodePort?: number }[];
  };
}
interface Node {
  readonly status: {
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
  };
}

/**
 * The most direct way on which the Service answers with the text of version 1.
 *
 * @throws UserError when `given` does not answer so
 */
export async function findRoute(kubectl: Kubectl, given: string | undefined): Promise<Route> {
  const close = () => Promise.resolve();
  if (given !== undefined) {
    const problem = await mismatch(given);
    if (problem === undefined) return { url: given, how: 'la dirección dada con --url', close };
    throw new UserError(`--url ${given} must answer "${hello.v1}", and gives ${problem}`);
  }
  for (const [url, how] of await nodePortUrls(kubectl)) {
    if ((await mismatch(url)) === undefined) return { url, how, close };
  }
  // Not `port-forward`: it is bound to one pod and ends with it, so it would measure the tunnel.
  const tunnel = await openTunnel(kubectl, ['proxy', '--port=0']);
  const path = `/api/v1/namespaces/${hello.namespace}/services/http:${hello.service}:http/proxy/`;
  const url = `http://127.0.0.1:${tunnel.port}${path}`;
  return {
    url,
    how: 'el proxy del API server (el NodePort no se ve desde aquí)',
    close: tunnel.close,
  };
}

/** What `url` answers instead of the text of version 1; `undefined` when it does answer that. */
async function mismatch(url: string): Promise<string | undefined> {
  const { text, error } = await request(url);
  return text === hello.v1 ? undefined : (error ?? `"${text ?? ''}"`);
}

async function nodePortUrls(kubectl: Kubectl): Promise<[url: string, how: string][]> {
  const get = ['-n', hello.namespace, 'get', 'service', hello.service];
  const [service, nodes, server] = await Promise.all([
    kubectl.json<Service>(get),
    kubectl.json<List<Node>>(['get', 'nodes']),
    kubectl.text(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}']),
  ]);
  const port = service.spec.ports.find(({ name }) => name === 'http')?.nodePort;
  if (port === undefined) return [];
  const internal = nodes.items
    .map(({ status }) => status.addresses.find(({ type }) => type === 'InternalIP')?.address)
    .filter((address) => address !== undefined)
    .slice(0, 3);
  // Only a cluster of this computer may own its ports: else another cluster would be measured.
  const hosts = isLocal(server) ? ['127.0.0.1', ...internal] : internal;
  return hosts.map((host) => {
    const how = host === '127.0.0.1' ? 'el NodePort en tu equipo' : 'el NodePort de un nodo';
    return [`http://${isIPv6(host) ? `[${host}]` : host}:${port}/`, how];
  });
}

function isLocal(server: string): boolean {
  return /^https:\/\/(127\.|localhost|\[::1\]|0\.0\.0\.0|kubernetes\.docker\.internal)/.test(
    server,
  );
}
