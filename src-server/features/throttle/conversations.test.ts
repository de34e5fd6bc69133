import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import { FileServer } from '../../server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(input: ConfigInput): Promise<{ server: FileServer; port: number }> {
  const server = new FileServer(serverConfigSchema.parse({ port: 0, ...input }));
  await server.start();
  closing.push(() => server.stop(0));
  return { server, port: server.state.kind === 'running' ? server.state.port : 0 };
}

/** A WebSocket server that sends 60,000 bytes when asked to, and tells how much it has received. */
async function talker(throttle: ConfigInput['throttle']): Promise<{ port: number; received: () => number }> {
  const upstream = createServer();
  let received = 0;
  new WebSocketServer({ server: upstream }).on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      received += data.length;
      socket.send(String(data) === 'send' ? Buffer.alloc(60_000, 7) : `${data.length}`);
    });
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const { port } = await serve({ proxy: [{ at: '/chat', target }], throttle });
  return { port, received: () => received };
}

async function open(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/chat`);
  closing.push(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

async function timed<T>(work: Promise<T>): Promise<[result: T, ms: number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

test('a WebSocket opens after the latency, and is as fast as ever where no bandwidth is set', async () => {
  const { port } = await talker({ latencyMs: 200 });
  const [socket, ms] = await timed(open(port));
  expect(ms).toBeGreaterThanOrEqual(199);
  socket.send('send');
  expect((await timed(once(socket, 'message')))[1]).toBeLessThan(150);
});

test('what a WebSocket receives comes at the bandwidth given, whole', async () => {
  const { port } = await talker({ downKbps: 800 }); // 100,000 bytes a second
  const socket = await open(port);
  socket.send('send');
  const [[data], ms] = await timed(once(socket, 'message') as Promise<[Buffer]>);
  expect(data.equals(Buffer.alloc(60_000, 7))).toBe(true);
  expect(ms).toBeGreaterThan(550);
});

test('what a WebSocket sends goes at the bandwidth given, whole; its end too', async () => {
  const { port, received } = await talker({ upKbps: 800 });
  const socket = await open(port);
  socket.send(Buffer.alloc(60_000, 1));
  const [[answer], ms] = await timed(once(socket, 'message') as Promise<[Buffer]>);
  expect(String(answer)).toBe('60000');
  expect(ms).toBeGreaterThan(550);
  socket.send(Buffer.alloc(20_000, 1));
  socket.close(1000);
  expect((await once(socket, 'close'))[0]).toBe(1000);
  expect(received()).toBe(80_000);
});

test('both directions have a bandwidth of their own, and many messages stay in order', async () => {
  const { port } = await talker({ upKbps: 1600, downKbps: 1600 });
  const socket = await open(port);
  const lengths: string[] = [];
  socket.on('message', (data) => lengths.push(String(data)));
  for (let i = 1; i <= 100; i++) socket.send(Buffer.alloc(i, 1));
  await expect.poll(() => lengths.length, { timeout: 5000 }).toBe(100);
  expect(lengths).toEqual(Array.from({ length: 100 }, (_, i) => `${i + 1}`));
});

test('a client that is slower than the line is not written to beyond what it reads', async () => {
  const upstream = createServer((_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(100_000)));
    };
    response.on('drain', more);
    more();
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const throttle = { downKbps: 8_000_000 }; // 1,000,000,000 bytes a second
  const { server, port } = await serve({ proxy: [{ at: '/endless', target }], throttle });
  const client = connect(port, '127.0.0.1');
  closing.push(() => client.destroy());
  client.write('GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(client, 'readable');
  await sleep(1500);
  expect(server.transfers()[0]?.bytes).toBeLessThan(20_000_000); // what the buffers of the system hold
});
