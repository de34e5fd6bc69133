import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { proxyCases } from './cases/proxy.ts';
import { hasBrowser, openPage } from './support/browser.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { only } from './support/served.ts';

const servers: Server[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function upstream(server: Server = createServer()): Promise<{ server: Server; port: number; url: string }> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}

test('the example: its API behind its pages', async () => {
  const example = resolve('docs/examples/proxy');
  const api = spawn(process.execPath, [join(example, 'api.mjs'), '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(api);
  const [line] = (await once(api.stdout, 'data')) as [Buffer];
  const site = JSON.parse(await readFile(join(example, 'site.json'), 'utf8')) as { proxy: { target: string }[] };
  for (const entry of site.proxy) entry.target = entry.target.replace(/:\d+$/, `:${new URL(String(line)).port}`);
  const folder = await tempFolder({ 'public/index.html': await readFile(join(example, 'public/index.html')) });
  await writeFile(join(folder, 'site.json'), JSON.stringify(site));
  const server = await startCli(['--config', join(folder, 'site.json')]);
  const answer = await server.fetch('/api/hello?x');
  expect(await answer.json()).toEqual({ path: '/hello?x', client: '127.0.0.1' });
  expect(answer.headers.get('set-cookie')).toBe('seen=1; Path=/api');
  expect(await (await server.fetch('/')).text()).toContain('<title>Proxy</title>');
});

test('a client that leaves aborts the request upstream, and the log says so', async () => {
  const gone = vi.fn();
  const { server: other, url } = await upstream();
  other.on('request', (request) => request.socket.once('close', gone));
  const server = await startCli([await tempFolder(), '--proxy', `/api=${url}`]);
  const controller = new AbortController();
  const asked = server.fetch('/api/x', { signal: controller.signal }).catch(() => undefined);
  await once(other, 'request');
  controller.abort();
  await asked;
  await vi.waitFor(() => expect(gone).toHaveBeenCalled(), 5000);
  await server.logged(/GET \/api\/x/);
});

test('a loop is 508, nobody there is 502, and the server goes on', async () => {
  let loopingPort = 0;
  const relay = net.createServer((socket) => {
    socket.on('error', () => undefined);
    const back = net.connect(loopingPort, '127.0.0.1').on('error', () => undefined);
    socket.pipe(back).pipe(socket);
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  const folder = await tempFolder({ 'a.txt': 'a' });
  const server = await startCli([folder, '--proxy', '/gone=http://127.0.0.1:1', '--proxy', `/loop=${address}`]);
  loopingPort = server.port;
  expect((await server.fetch('/gone/x')).status).toBe(502);
  await server.logged(/ECONNREFUSED/);
  expect((await server.fetch('/loop/x')).status).toBe(508);
  expect((await server.fetch('/a.txt')).status).toBe(200);
  relay.close();
});

test('a proxy to its own address is refused at start', async () => {
  await expect(startCli([await tempFolder(), '--port', '8123', '--proxy', '/a=http://localhost:8123'])).rejects.toThrow(
    /ended with 2/,
  );
});

test('WebSockets pass, and stopping the server ends them', async () => {
  const { server: other, url } = await upstream();
  new WebSocketServer({ server: other }).on('connection', (socket) => {
    socket.on('message', (data) => socket.send(`echo ${String(data)}`));
  });
  const server = await startCli([await tempFolder(), '--proxy', `/chat=${url}`]);
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/chat`);
  await once(socket, 'open');
  socket.send('hello');
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(String(message)).toBe('echo hello');
  const closed = once(socket, 'close');
  const startedAt = performance.now();
  expect((await server.stop()).code).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(5000);
  await closed;
});

test.runIf(hasBrowser)(
  'in a browser, a page of ours may open a WebSocket, a page of another origin may not',
  async () => {
    const { server: other, url } = await upstream();
    new WebSocketServer({ server: other }).on('connection', (socket) => socket.send('welcome'));
    const server = await startCli([await tempFolder({ 'index.html': '<title>x</title>' }), '--proxy', `/chat=${url}`]);
    const stranger = await startCli([await tempFolder({ 'index.html': '<title>y</title>' })]);
    const ask = (address: string) =>
      new Promise<string>((done) => {
        const socket = new globalThis.WebSocket(address); // the browser's, not the one that is imported here
        socket.onmessage = ({ data }) => done(String(data));
        socket.onerror = () => done('refused');
      });
    const address = `${server.origin.replace('http', 'ws')}/chat`;
    const { page } = await openPage();
    await page.goto(`${server.origin}/`);
    expect(await page.evaluate(ask, address)).toBe('welcome');
    await page.goto(`${stranger.origin}/`);
    expect(await page.evaluate(ask, address)).toBe('refused');
  },
);

describe('as beside all other features', () => proxyCases(only('proxy')));
