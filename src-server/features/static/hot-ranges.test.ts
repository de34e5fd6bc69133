import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfig } from '../../config/parse.ts';
import { FileServer } from '../../server.ts';

vi.mock('node:fs', { spy: true });
const real = await vi.importActual<typeof fs>('node:fs');

let root: string;
let file: string;
let server: FileServer;
let url: string;
beforeEach(async () => {
  root = fs.mkdtempSync(join(tmpdir(), 'portico-ranges-'));
  file = join(root, 'big.bin');
  fs.writeFileSync(file, Buffer.alloc(2_000_000, 'abcdefghij'));
  await wait(60); // a file of the last moments is not kept in any case
  const parsed = parseConfig({ root, port: 0 });
  if (!parsed.ok) throw parsed.errors[0];
  server = new FileServer(parsed.config);
  await server.start();
  url = server.state.kind === 'running' ? `http://127.0.0.1:${server.state.port}/big.bin` : '';
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.stop(0);
  fs.rmSync(root, { recursive: true });
});

const ask = async () => (await fetch(url, { headers: { Range: 'bytes=2-6' } })).text();

async function newestCode(): Promise<string | undefined> {
  return (await server.detail(server.counters().requests))?.trace[0]?.code;
}

async function untilHot(): Promise<void> {
  await vi.waitFor(async () => {
    expect(await ask()).toBe('cdefg');
    expect(await newestCode()).toBe('static.hot');
  });
}

/** Paths of the open descriptors below the root. */
function openPaths(): string[] {
  const links = fs.readdirSync('/proc/self/fd').map((name) => `/proc/self/fd/${name}`);
  return links
    .filter((link) => fs.existsSync(link))
    .map((link) => fs.readlinkSync(link, 'utf8'))
    .filter((path) => path.startsWith(root));
}

test('short ranges of a large file come from a descriptor that stays open, until the file changes', async () => {
  await untilHot();
  fs.writeFileSync(file, Buffer.alloc(2_000_000, 'x'));
  expect(await ask()).toBe('xxxxx');
  const past = await fetch(url, { headers: { Range: 'bytes=2000000-' } });
  expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */2000000']);
});

test('a file that is asked for through a link is kept as well', async () => {
  fs.renameSync(file, join(root, 'real.bin'));
  fs.symlinkSync('real.bin', file);
  await untilHot();
});

test('closing a kept file may fail: all that was read of it has been sent', async () => {
  await untilHot();
  const failing = vi.spyOn(fs, 'close').mockImplementation((descriptor, told) => {
    real.closeSync(descriptor);
    told?.(Object.assign(new Error('EIO: i/o error, close'), { code: 'EIO' }));
  });
  fs.writeFileSync(file, Buffer.alloc(2_000_000, 'x'));
  expect(await ask()).toBe('xxxxx');
  expect(failing).toHaveBeenCalled();
});

test.runIf(process.platform === 'linux')('a file whose opening ends after the server has is closed again', async () => {
  await ask();
  await ask();
  await server.stop(0);
  await vi.waitFor(() => expect(openPaths()).toEqual([]));
});
