import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { get, kubectl } from './cluster';

interface Service {
  readonly spec: {
    readonly ports: readonly { readonly name: string; readonly nodePort: number }[];
  };
}
interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  /** The certificate that HTTPS must lead back to, as PEM. */
  readonly ca?: string;
}

/** Where the nodes answer for the port `name` of a Service of type NodePort, as in `10.0.0.1:30080`. */
export async function nodePort(service: string, name = 'http'): Promise<string> {
  const [address, { spec }] = await Promise.all([
    kubectl.text([
      'get',
      'nodes',
      '-o',
      'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
    ]),
    get<Service>(`Service ${service}`),
  ]);
  const port = spec.ports.find((port) => port.name === name)?.nodePort ?? 0;
  return `${address.split(' ')[0] ?? ''}:${port}`;
}

/** Status and text that the Ingress controller answers to `url`, whose host no DNS needs to know. */
export async function throughIngress(url: string, options: Options = {}): Promise<string> {
  const { protocol, hostname, pathname } = new URL(url);
  const isPlain = protocol === 'http:';
  const [host, port] = (await nodePort('traefik/traefik', isPlain ? 'web' : 'websecure')).split(
    ':',
  );
  const { ca, headers } = options;
  return new Promise((resolve, reject) => {
    const to = {
      host,
      port,
      path: pathname,
      headers: { host: hostname, ...headers },
      agent: false,
    };
    const asked = isPlain ? http(to) : https({ ...to, servername: hostname, ca });
    asked.on('error', reject).on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        resolve(`${answer.statusCode ?? 0} ${text.trim()}`);
      });
    });
    asked.end();
  });
}
