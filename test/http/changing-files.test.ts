import { closeSync, openSync, readdirSync, truncateSync, writeSync } from 'node:fs';
import { appendFile, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, eventually, serve } from './support/engine.ts';
import type { WireClient } from './support/wire.ts';

const SIZE = 40_000_000;

let root: string;
let engine: Engine;
let large: string;
beforeEach(async () => {
  root = await tempFolder();
  large = join(root, 'large.bin');
  await writeFile(large, Buffer.alloc(SIZE, 'a'));
  engine = await serve(root);
});

/** A client that has asked for the file and got its head, and then reads nothing until it is told to. */
async function stalled(target = '/large.bin', ...fields: string[]): Promise<WireClient> {
  const client = engine.connect();
  client.send([`GET ${target} HTTP/1.1`, 'Host: localhost', ...fields, '', ''].join('\r\n'));
  await new Promise((resolve) => client.socket.once('readable', resolve).once('data', resolve));
  client.socket.pause();
  return client;
}

/** What the client got in the end: a whole answer, or the news that it was cut. */
async function outcomeOf(client: WireClient): Promise<string> {
  client.socket.resume();
  try {
    const { content, status } = await client.answer('GET', 10_000);
    const kinds = new Set(content);
    return `${status}, ${content.length} bytes of ${[...kinds].map((byte) => String.fromCharCode(byte)).join('')}`;
  } catch (error) {
    return String(error).includes('closed before') ? 'cut' : String(error);
  } finally {
    client.close();
  }
}

function overwrite(position: number, length: number): void {
  const file = openSync(large, 'r+');
  writeSync(file, Buffer.alloc(length, 'b'), 0, length, position);
  closeSync(file);
}

describe('a file that changes while it is sent', () => {
  test.each([
    ['is written at its end', () => overwrite(SIZE - 1_000, 1_000)],
    ['is written at its start', () => overwrite(0, 1_000)],
    ['is written as a whole', () => overwrite(0, SIZE)],
    ['grows', () => appendFile(large, 'bbbb')],
    ['shrinks', () => truncateSync(large, SIZE / 2)],
    ['is emptied', () => truncateSync(large)],
    [
      'is written as a whole and given its old time',
      async () => {
        const at = new Date('2024-01-01');
        overwrite(0, SIZE);
        await utimes(large, at, at);
      },
    ],
  ])('%s: the connection is cut, and the record says failed', async (_, change) => {
    const client = await stalled();
    await change();
    expect(await outcomeOf(client)).toBe('cut');
    const record = await engine.record(({ target }) => target === '/large.bin');
    expect(record).toMatchObject({ status: 200, outcome: 'failed' });
    expect((await engine.get('/large.bin', 'Range: bytes=0-0')).status).toBeLessThan(500);
  });

  test.each([
    ['is replaced', () => writeFile(`${large}.new`, Buffer.alloc(SIZE, 'b')).then(() => rename(`${large}.new`, large))],
    ['is deleted', () => unlink(large)],
    ['is deleted with its folder', () => rm(root, { recursive: true })],
  ])('%s: the old version is sent to its end', async (_, change) => {
    const client = await stalled();
    await change();
    expect(await outcomeOf(client)).toBe(`200, ${SIZE} bytes of a`);
  });

  test.each(['bytes=1000-', `bytes=0-999,2000-${SIZE - 1}`])('in ranges too: %s', async (range) => {
    const client = await stalled('/large.bin', `Range: ${range}`);
    overwrite(SIZE - 5_000, 100);
    expect(await outcomeOf(client)).toBe('cut');
  });

  test('in compressed form too', async () => {
    const lines = Array.from({ length: 150_000 }, (_, i) => `line ${(i * 2_654_435_761) % 1e9}\n`).join('');
    large = join(root, 'large.txt');
    await writeFile(large, lines);
    const client = await stalled('/large.txt', 'Accept-Encoding: gzip');
    overwrite(lines.length - 5, 5);
    const outcome = await outcomeOf(client);
    // small enough for the socket's buffers, it may have been read before the change
    if (outcome !== 'cut') expect(outcome).toMatch(/^200, /);
    else expect((await engine.record(({ outcome: o }) => o === 'failed')).target).toBe('/large.txt');
  });
});

test('a log that is written to all the time can be fetched', async () => {
  const log = join(root, 'app.log');
  await writeFile(log, '');
  let stop = false;
  const writing = (async () => {
    while (!stop) {
      await appendFile(log, 'a line\n');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  const statuses = new Set<number>();
  for (let i = 0; i < 50; i++) {
    const { status, content } = await engine.get('/app.log');
    statuses.add(status);
    expect(content.toString()).toMatch(/^(a line\n)*$/);
  }
  stop = true;
  await writing;
  expect([...statuses]).toEqual([200]);
});

test('files of cut, aborted and finished answers are closed', async () => {
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const before = openFiles();
  for (let i = 0; i < 10; i++) {
    const client = await stalled();
    if (i % 2) overwrite(SIZE - 10, 10);
    client.reset();
  }
  for (let i = 0; i < 10; i++) await engine.get('/large.bin', `Range: bytes=${i}-${i},20-30`);
  await eventually(() => (engine.server.counters().inProgress === 0 ? true : undefined), 'the end of all answers');
  await eventually(() => (openFiles() <= before + 2 ? true : undefined), 'the closing of files');
});
