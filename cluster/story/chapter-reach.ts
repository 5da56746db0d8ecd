import type { Chapter, Stage } from './chapter';
import { hello } from './hello';
import { request } from './http-request';
import { say } from '../lib/say';
import { openTunnel, PortTaken, type Tunnel } from './tunnel';
import { UserError } from '../lib/user-error';

const forward = (port: string) => [
  ...['-n', hello.namespace, 'port-forward', `svc/${hello.service}`, `${port}:80`],
];

export const reach: Chapter = {
  name: 'llegar',
  title: 'Llegar al servicio',
  tale: `Los pods nacen y mueren; el Service ${hello.service} les da una dirección que no cambia. Para verlo desde tu equipo abrimos un túnel:`,
  claim: `el servicio responde «${hello.v1}»`,
  async play({ kubectl, load, seconds }) {
    const tunnel = await openForward({ kubectl });
    try {
      const url = `http://127.0.0.1:${tunnel.port}/`;
      say.command(`curl ${url}`);
      const { text, error } = await request(url, 5000);
      say.echo(text ?? error ?? '');
      if (text !== hello.v1) {
        throw new UserError(`${url} debía responder «${hello.v1}» y dio «${text ?? error ?? ''}»`);
      }
    } finally {
      await tunnel.close();
    }
    await load.untilOnly(hello.v1, 50, seconds);
    return 'respondió por el túnel y por el Service';
  },
};

async function openForward({ kubectl }: Pick<Stage, 'kubectl'>): Promise<Tunnel> {
  say.command(kubectl.line(forward('18180')));
  try {
    return await openTunnel(kubectl, forward('18180'));
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    say.text('    El puerto 18180 está ocupado en tu equipo: que kubectl elija otro.');
    say.command(kubectl.line(forward('')));
    return openTunnel(kubectl, forward(''));
  }
}
