import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { forget, takeBuffer } from '../../src-server/files/buffer-pool.ts';
import { tempFolder } from './support/cli.ts';
import { eventually, serve } from './support/engine.ts';

const MIB = 2 ** 20;
const CLIENTS = 150;

const GET = (...fields: string[]) => ['GET /big.bin HTTP/1.1', 'Host: localhost', ...fields, '', ''].join('\r\n');

test('clients that read nothing take little memory, and leave none of it taken', async () => {
  const engine = await serve(await tempFolder({ 'big.bin': Buffer.alloc(20 * MIB) }));
  const before = process.memoryUsage().arrayBuffers;
  // some ask twice: the second answer waits behind the first, and is never begun or never told to have ended
  const clients = Array.from({ length: CLIENTS }, (_, i) => {
    const client = engine.connect();
    client.socket.pause();
    client.send(i % 2 ? GET() : GET('Range: bytes=0-200000') + GET());
    return client;
  });
  await eventually(() => engine.server.counters().inProgress >= CLIENTS || undefined, 'all to be under way');
  await new Promise((resolve) => setTimeout(resolve, 500)); // until the system takes no more
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 * MIB);
  for (const client of clients) client.reset();
  await eventually(() => engine.server.counters().inProgress === 0 || undefined, 'the end of all');
  await eventually(
    () => allAreLarge(Array.from({ length: 32 }, () => takeBuffer(20 * MIB))) || undefined,
    'their buffers',
  );
});

test('only so many large files are compressed at once; others get them as they are', async () => {
  const text = randomBytes(6 * MIB).toString('base64');
  const engine = await serve(await tempFolder({ 'big.txt': text }));
  const ask = async (accepted: string) => {
    const client = engine.connect();
    client.send(`GET /big.txt HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: ${accepted}\r\n\r\n`);
    const head = await new Promise<Buffer>((resolve) => client.socket.once('data', resolve));
    client.socket.pause();
    return { client, head: head.toString('latin1').split('\r\n\r\n')[0] ?? '' };
  };
  const answers = [];
  for (let i = 0; i < 30; i++) answers.push(await ask('gzip'));
  const coded = answers.filter(({ head }) => head.includes('Content-Encoding: gzip'));
  expect(coded.length).toBe(16);
  expect((await ask('gzip, identity;q=0')).head).toMatch(/^HTTP\/1.1 503 /);
  for (const { client } of answers) client.reset();
  await eventually(() => engine.server.counters().inProgress === 0 || undefined, 'the end of all');
  expect((await ask('gzip')).head).toContain('Content-Encoding: gzip');
});

function allAreLarge(buffers: readonly Buffer[]): boolean {
  for (const buffer of buffers) forget(buffer);
  return buffers.every(({ byteLength }) => byteLength === MIB);
}
