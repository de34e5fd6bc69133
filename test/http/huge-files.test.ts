import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';
import { parseAnswer } from './support/raw-request.ts';

const TEN_GB = 10 * 1024 ** 3;
const FOUR_GB = 4 * 1024 ** 3;
const FAR = 'the far end\n';

let cli: RunningCli;
beforeAll(async () => {
  const root = await tempFolder({ 'small.txt': 'small\n' });
  for (const [name, size] of [
    ['ten.bin', TEN_GB],
    ['four.bin', FOUR_GB],
  ] as const) {
    const file = await open(join(root, name), 'w');
    await file.truncate(size);
    await file.write(FAR, size - FAR.length);
    await file.close();
  }
  cli = await startCli([root, '--log-format', 'none']);
});

async function ask(line: string, ...fields: string[]) {
  const request = [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields, '', ''].join('\r\n');
  return parseAnswer(await cli.raw(request));
}

describe('a file of ten gigabytes', () => {
  test('HEAD tells its length', async () => {
    expect((await ask('HEAD /ten.bin')).fields['content-length']).toBe(String(TEN_GB));
  });

  test.each([
    [`bytes=${TEN_GB - 12}-`, FAR],
    ['bytes=-12', FAR],
    [`bytes=${TEN_GB - 4}-${TEN_GB + 10}`, 'end\n'],
    [`bytes=${2 ** 32 - 1}-${2 ** 32}`, '\0\0'],
    [`bytes=${2 ** 31 - 1}-${2 ** 31}`, '\0\0'],
    ['bytes=0-1', '\0\0'],
  ])('%s', async (range, content) => {
    const answer = await ask('GET /ten.bin', `Range: ${range}`);
    expect(answer.status).toBe(206);
    expect(answer.content.toString()).toBe(content);
    expect(answer.fields['content-range']).toMatch(new RegExp(`/${TEN_GB}$`));
  });

  test('several ranges, near and far', async () => {
    const answer = await ask('GET /ten.bin', `Range: bytes=0-0,${2 ** 32}-${2 ** 32},-12`);
    expect(answer.status).toBe(206);
    expect(answer.content.toString()).toContain(FAR);
    expect(answer.fields['content-length']).toBe(String(answer.content.length));
  });

  test.each([`bytes=${TEN_GB}-`, 'bytes=9007199254740993-'])('%s: 416', async (range) => {
    expect((await ask('GET /ten.bin', `Range: ${range}`)).fields['content-range']).toBe(`bytes */${TEN_GB}`);
  });

  test('is listed with its size', async () => {
    const listing = await (await cli.fetch('/', { headers: { accept: 'application/json' } })).json();
    expect(listing.entries).toContainEqual(expect.objectContaining({ name: 'ten.bin', size: TEN_GB }));
  });
});

const memoryMb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${cli.pid}/status`, 'utf8'))?.[1]) / 1024;

/** Downloads and throws away. @returns bytes of content, and the most memory that the server took meanwhile */
function download(target: string): Promise<{ bytes: number; peakMb: number }> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let peakMb = 0;
    let headLength = 0;
    const callback = (length: number, chunk: Uint8Array) => {
      if (headLength === 0) headLength = Buffer.from(chunk.subarray(0, length)).indexOf('\r\n\r\n') + 4;
      bytes += length;
      return true;
    };
    const onread = { buffer: Buffer.alloc(1024 * 1024), callback }; // one buffer: the client must not be the slow part
    const socket = connect({ port: cli.port, host: '127.0.0.1', onread }, () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, memoryMb());
    }, 50);
    socket.on('error', reject);
    socket.on('close', () => {
      clearInterval(watch);
      resolve({ bytes: bytes - headLength, peakMb });
    });
  });
}

test('four gigabytes are downloaded whole, with memory that hardly grows', { timeout: 60_000 }, async () => {
  for (let i = 0; i < 50; i++) await cli.fetch('/small.txt'); // what any first requests cost
  await ask('GET /four.bin', 'Range: bytes=0-20000000');
  const before = memoryMb();
  const { bytes, peakMb } = await download('/four.bin');
  expect(bytes).toBe(FOUR_GB);
  expect(peakMb - before).toBeLessThan(30);
});
