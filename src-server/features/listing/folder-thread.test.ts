import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Entry, entriesOf, type FolderRequest } from './entry.ts';
import { readFolder } from './folder-thread.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-listing-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function read(more: Partial<FolderRequest> = {}): Promise<Entry[]> {
  const request = { path: root, rootPath: root, symlinks: 'inside', mounts: [], sort: 'name', order: 'asc' } as const;
  const { batches } = await readFolder({ ...request, ...more });
  const entries: Entry[] = [];
  for await (const batch of batches) entries.push(...entriesOf(batch));
  return entries;
}
const names = async (more?: Partial<FolderRequest>) => (await read(more)).map(({ name }) => name);
const write = (name: string, content = '') => writeFileSync(join(root, name), content);

test('folders come first, names in natural order, in both directions', async () => {
  for (const name of ['b10', 'b9', 'A1']) write(name);
  mkdirSync(join(root, 'z'));
  mkdirSync(join(root, 'y'));
  expect(await names()).toEqual(['y', 'z', 'A1', 'b9', 'b10']);
  expect(await names({ order: 'desc' })).toEqual(['z', 'y', 'b10', 'b9', 'A1']);
});

test('sorting by size and by time; what is equal goes by name', async () => {
  for (const [index, name] of ['c', 'a', 'b'].entries()) {
    write(name, 'x'.repeat([5, 1, 5][index] ?? 0));
    utimesSync(join(root, name), 1000, [3000, 2000, 1000][index] ?? 0);
  }
  expect(await names({ sort: 'size' })).toEqual(['a', 'b', 'c']);
  expect(await names({ sort: 'size', order: 'desc' })).toEqual(['b', 'c', 'a']);
  expect(await names({ sort: 'modified' })).toEqual(['b', 'a', 'c']);
});

test('entries say what they are', async () => {
  write('f', 'hello');
  utimesSync(join(root, 'f'), 1000, 1_700_000_000);
  expect(await read()).toEqual([
    { name: 'f', kind: 'file', isFolder: false, size: 5, modifiedMs: 1_700_000_000_000, reachable: true },
  ]);
});

test('links are followed as the policy says; broken ones are left out', async () => {
  mkdirSync(join(root, 'in'));
  write('in/file');
  const outside = mkdtempSync(join(tmpdir(), 'portico-outside-'));
  symlinkSync(outside, join(root, 'in', 'leaves'));
  symlinkSync(join(root, 'in', 'file'), join(root, 'in', 'stays'));
  symlinkSync('..', join(root, 'in', 'root'));
  symlinkSync('nowhere', join(root, 'in', 'broken'));
  symlinkSync('loop', join(root, 'in', 'loop'));
  const path = join(root, 'in');
  expect(await names({ path })).toEqual(['root', 'file', 'stays']);
  expect(await names({ path, symlinks: 'follow' })).toEqual(['leaves', 'root', 'file', 'stays']);
  expect(await names({ path, symlinks: 'refuse' })).toEqual(['file']);
  expect(await read({ path })).toMatchObject([
    { kind: 'link', isFolder: true },
    { kind: 'file' },
    { kind: 'link', isFolder: false },
  ]);
  rmSync(outside, { recursive: true });
});

test('a folder whose name only begins like the root is outside it', async () => {
  const secret = `${root}-secret`;
  mkdirSync(secret);
  symlinkSync(secret, join(root, 'leaves'));
  expect(await names()).toEqual([]);
  rmSync(secret, { recursive: true });
});

test.runIf(process.platform === 'linux')('names that are not UTF-8 are there, but unreachable', async () => {
  writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), 'abc');
  write('real\ufffd');
  expect(await read()).toMatchObject([
    { name: 'bad\ufffd', reachable: false, size: 3 },
    { name: 'real\ufffd', reachable: true },
  ]);
});

test('mounts appear beside what is on the disk and hide what has their name', async () => {
  write('docs', 'a file');
  const elsewhere = mkdtempSync(join(tmpdir(), 'portico-mount-'));
  const entries = await read({
    mounts: [
      { name: 'docs', path: elsewhere },
      { name: 'gone', path: join(elsewhere, 'x') },
    ],
  });
  expect(entries).toMatchObject([{ name: 'docs', kind: 'dir', isFolder: true }]);
  rmSync(elsewhere, { recursive: true });
});

test('a folder that is not there, or is none, fails with the code of the system', async () => {
  write('file');
  await expect(read({ path: join(root, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(read({ path: join(root, 'file') })).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'an unreadable folder fails with EACCES',
  async () => {
    chmodSync(root, 0);
    await expect(read()).rejects.toMatchObject({ code: 'EACCES' });
    chmodSync(root, 0o700);
  },
);

test('many entries come in batches, each name once, and several readings run side by side', async () => {
  for (let i = 0; i < 1200; i += 1) write(`f${i}`);
  const request = { path: root, rootPath: root, symlinks: 'inside', mounts: [], sort: 'name', order: 'asc' } as const;
  const { large, batches, close } = await readFolder(request);
  expect(large).toBe(true);
  const first = await batches.next();
  expect(first.value?.last).toBe(false);
  const others = await Promise.all([names(), names({ order: 'desc' })]);
  expect(others[0]).toEqual(Array.from({ length: 1200 }, (_, i) => `f${i}`));
  expect(others[1]).toEqual([...(others[0] ?? [])].reverse());
  await batches.return();
  close();
});
