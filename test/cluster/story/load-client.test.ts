import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from '../../../cluster/story/http-request';
import { LoadClient } from '../../../cluster/story/load-client';

let server: Server;
let sockets: number;
let from: (number | undefined)[];
let url: string;
beforeEach(async () => {
  sockets = 0;
  from = [];
  server = createServer((asked, response) => {
    if (asked.url === '/slow') return;
    response.statusCode = asked.url === '/bad' ? 503 : 200;
    response.end('hola 👋\n');
  }).on('connection', ({ remotePort }) => {
    sockets++;
    from.push(remotePort);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a request tells the text, or what it met instead', async () => {
  expect(await request(url)).toEqual({ text: 'hola 👋' });
  expect(await request(`${url}bad`)).toEqual({ error: 'HTTP 503' });
  expect(await request(`${url}slow`, 50)).toEqual({ error: 'timeout' });
  expect(await request('http://127.0.0.1:1/')).toEqual({ error: 'ECONNREFUSED' });
});

test('every visit has a connection of its own, and is remembered with its text', async () => {
  const load = new LoadClient(url, () => performance.now());
  load.start(200);
  await load.untilOnly('hola 👋', 5, 2);
  load.stop();
  await load.settle();
  expect(sockets).toBe(load.visits.length);
  expect(new Set(load.visits.map(({ text }) => text))).toEqual(new Set(['hola 👋']));
});

test('no two clients send from one port, at the same time or soon after', async () => {
  for (let client = 0; client < 2; client++) {
    const load = new LoadClient(url, () => performance.now());
    load.start(200);
    await load.untilOnly('hola 👋', 20, 2);
    load.stop();
    await load.settle();
  }
  expect(from.length).toBeGreaterThanOrEqual(40);
  expect(new Set(from).size).toBe(from.length);
  expect(Math.min(...from.map(Number))).toBeGreaterThanOrEqual(20_000);
});

test('a request tells that its port is taken', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '0.0.0.0', resolve));
  const { port } = busy.address() as AddressInfo;
  expect(await request(url, 2000, port)).toEqual({ error: 'EADDRINUSE' });
  busy.close();
});

test('the rate is held although the timer comes late', async () => {
  const load = new LoadClient(url, () => performance.now());
  const begin = performance.now();
  load.start(200);
  while (performance.now() < begin + 300);
  await load.untilOnly('hola 👋', 60, 5);
  load.stop();
  const due = (performance.now() - begin) / 5;
  await load.settle();
  expect(load.visits.length / due).toBeGreaterThan(0.9);
});

test('a wait for another text ends with what was seen', async () => {
  const load = new LoadClient(url, () => performance.now());
  load.start(200);
  await expect(load.untilOnly('adiós', 2, 0.1)).rejects.toThrow(
    'waited 0.1 s for 2 answers "adiós" on end, and saw "hola 👋"',
  );
  load.stop();
  await load.settle();
});
