import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from './folder-thread.ts';
import type { FolderRequest } from './thread/messages.ts';
import { plainRequest } from './thread/plain-request.ts';

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'portico-listing-')));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const request = (more?: Partial<FolderRequest>) => plainRequest(root, more);

async function names(more?: Partial<FolderRequest>): Promise<string[]> {
  const { pieces } = await open(more);
  let text = '';
  for await (const piece of pieces) text += piece.toString();
  return text.split('\n').slice(0, -1);
}

async function open(more?: Partial<FolderRequest>) {
  const reading = await readFolder(request(more));
  return { reading, pieces: reading.pieces() };
}
const write = (name: string, content = '') => fs.writeFileSync(join(root, name), content);

test('rows come with the counts of what they show', async () => {
  write('a', 'four');
  write('b', 'two');
  fs.mkdirSync(join(root, 'folder'));
  const { reading, pieces } = await open();
  expect(reading.large).toBe(false);
  expect((await pieces.next()).value?.toString()).toBe('folder\na\nb\n');
  expect((await pieces.next()).done).toBe(true);
  expect(reading.totals).toEqual({ folders: 1, files: 2, bytes: 7 });
});

test('an empty folder has no rows', async () => {
  expect(await names()).toEqual([]);
});

test('a folder that is not there, or is none, fails with the code of the system', async () => {
  write('file');
  await expect(names({ path: join(root, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(names({ path: join(root, 'file') })).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'an unreadable folder fails with EACCES',
  async () => {
    fs.chmodSync(root, 0);
    await expect(names()).rejects.toMatchObject({ code: 'EACCES' });
    fs.chmodSync(root, 0o700);
  },
);

test('many rows come in pieces, each name once, and several readings run side by side', async () => {
  const long = (i: number) => `${String(i).padStart(4, '0')} ${'月'.repeat(60)}`; // 185 bytes: two pieces and a bit
  const all = Array.from({ length: 800 }, (_, i) => long(i));
  for (const name of all) write(name);
  const { reading, pieces } = await open();
  expect(reading.large).toBe(true);
  const first = (await pieces.next()).value?.toString() ?? '';
  expect(first.startsWith(`${long(0)}\n${long(1)}\n`)).toBe(true);
  expect(first.length).toBeLessThan(all.join('\n').length);
  const others = await Promise.all([names(), names({ order: 'desc' }), names({ sort: 'modified', order: 'desc' })]);
  expect(others[0]).toEqual(all);
  expect(others[1]).toEqual(all.toReversed());
  expect(others[2]?.toSorted()).toEqual(all);
  await pieces.return();
  reading.close();
  expect(await names()).toEqual(all);
});

test('a reading that is left alone before its first piece holds nothing up', async () => {
  write('a');
  const reading = await readFolder(request());
  reading.close();
  reading.close();
  expect(await names()).toEqual(['a']);
});

test('whoever waits for a piece is told when the reading is closed, and so is who asks afterwards', async () => {
  write('a');
  const { reading, pieces } = await open();
  const waiting = pieces.next();
  reading.close();
  await expect(waiting).rejects.toThrow('no further');
  await expect(reading.pieces().next()).rejects.toThrow('no further');
});
