import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCli, tempFolder } from './support/cli.ts';

/** A disk of two megabytes, where this process may mount one. */
const disk = await tempFolder();
const isSmallDisk = mountSmallDisk();
if (!isSmallDisk) console.warn('SKIPPED: full disks are not tested, because only root on Linux may mount one.');
afterAll(() => {
  if (isSmallDisk) execFileSync('umount', ['--lazy', disk]);
});

test.runIf(isSmallDisk)('an upload for which there is no room is 507 and leaves nothing', async () => {
  const server = await startCli([disk, '--upload']);
  const put = (bytes: number) => server.fetch('/a.bin', { method: 'PUT', body: Buffer.alloc(bytes) });
  const body = new FormData();
  body.append('files', new Blob([Buffer.alloc(3_000_000)]), 'b.bin');
  expect((await put(3_000_000)).status).toBe(507);
  expect((await server.fetch('/', { method: 'POST', body })).status).toBe(507);
  expect(await readdir(disk)).toEqual([]);
  expect((await put(1_000_000)).status).toBe(201);
});

test.runIf(isSmallDisk)('a REST change for which there is no room is 507, and everything stays as it was', async () => {
  const file = join(disk, 'db.json');
  await writeFile(file, '{"items": []}');
  const server = await startCli([await tempFolder(), '--rest', `/api=${file}`]);
  await writeFile(join(disk, 'filler'), Buffer.alloc(2_000_000)).catch(() => undefined);
  const headers = { 'Content-Type': 'application/json' };
  const post = (size: number) =>
    server.fetch('/api/items', { method: 'POST', headers, body: JSON.stringify({ text: 'x'.repeat(size) }) });
  expect((await post(900_000)).status).toBe(507);
  expect(await (await server.fetch('/api/items')).json()).toEqual([]);
  expect(await readFile(file, 'utf8')).toBe('{"items": []}');
  expect((await readdir(disk)).sort()).toEqual(['a.bin', 'db.json', 'filler']);
});

function mountSmallDisk(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
