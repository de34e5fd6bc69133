import { EventEmitter } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Entry, entriesOf, type FolderRequest } from './entry.ts';
import { FOLDER_THREAD_SOURCE } from './folder-batches.ts';
import { readFolder } from './folder-thread.ts';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'portico-listing-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

async function read(more: Partial<FolderRequest> = {}): Promise<Entry[]> {
  const request = { path: root, rootPath: root, symlinks: 'inside', mounts: [], sort: 'name', order: 'asc' } as const;
  const { batches } = await readFolder({ ...request, ...more });
  const entries: Entry[] = [];
  for await (const batch of batches) entries.push(...entriesOf(batch));
  return entries;
}
const names = async (more?: Partial<FolderRequest>) => (await read(more)).map(({ name }) => name);
const write = (name: string, content = '') => fs.writeFileSync(join(root, name), content);

test('folders come first, names in natural order, in both directions', async () => {
  for (const name of ['b10', 'b9', 'A1']) write(name);
  fs.mkdirSync(join(root, 'z'));
  fs.mkdirSync(join(root, 'y'));
  expect(await names()).toEqual(['y', 'z', 'A1', 'b9', 'b10']);
  expect(await names({ order: 'desc' })).toEqual(['z', 'y', 'b10', 'b9', 'A1']);
});

test('sorting by size and by time; what is equal goes by name', async () => {
  for (const [index, name] of ['c', 'a', 'b'].entries()) {
    write(name, 'x'.repeat([5, 1, 5][index] ?? 0));
    fs.utimesSync(join(root, name), 1000, [3000, 2000, 1000][index] ?? 0);
  }
  expect(await names({ sort: 'size' })).toEqual(['a', 'b', 'c']);
  expect(await names({ sort: 'size', order: 'desc' })).toEqual(['b', 'c', 'a']);
  expect(await names({ sort: 'modified' })).toEqual(['b', 'a', 'c']);
});

test('entries say what they are', async () => {
  write('f', 'hello');
  fs.utimesSync(join(root, 'f'), 1000, 1_700_000_000);
  expect(await read()).toEqual([
    { name: 'f', kind: 'file', isFolder: false, size: 5, modifiedMs: 1_700_000_000_000, reachable: true },
  ]);
});

test('links are followed as the policy says; broken ones are left out', async () => {
  fs.mkdirSync(join(root, 'in'));
  write('in/file');
  const outside = fs.mkdtempSync(join(tmpdir(), 'portico-outside-'));
  fs.symlinkSync(outside, join(root, 'in', 'leaves'));
  fs.symlinkSync(join(root, 'in', 'file'), join(root, 'in', 'stays'));
  fs.symlinkSync('..', join(root, 'in', 'root'));
  fs.symlinkSync('nowhere', join(root, 'in', 'broken'));
  fs.symlinkSync('loop', join(root, 'in', 'loop'));
  const path = join(root, 'in');
  expect(await names({ path })).toEqual(['root', 'file', 'stays']);
  expect(await names({ path, symlinks: 'follow' })).toEqual(['leaves', 'root', 'file', 'stays']);
  expect(await names({ path, symlinks: 'refuse' })).toEqual(['file']);
  expect(await read({ path })).toMatchObject([
    { kind: 'link', isFolder: true },
    { kind: 'file' },
    { kind: 'link', isFolder: false },
  ]);
  fs.rmSync(outside, { recursive: true });
});

test('a folder whose name only begins like the root is outside it', async () => {
  const secret = `${root}-secret`;
  fs.mkdirSync(secret);
  fs.symlinkSync(secret, join(root, 'leaves'));
  expect(await names()).toEqual([]);
  fs.rmSync(secret, { recursive: true });
});

test.runIf(process.platform === 'linux')('names that are not UTF-8 are there, but unreachable', async () => {
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), 'abc');
  write('real\ufffd');
  expect(await read()).toMatchObject([
    { name: 'bad\ufffd', reachable: false, size: 3 },
    { name: 'real\ufffd', reachable: true },
  ]);
});

test('mounts appear beside what is on the disk and hide what has their name', async () => {
  write('docs', 'a file');
  const elsewhere = fs.mkdtempSync(join(tmpdir(), 'portico-mount-'));
  const entries = await read({
    mounts: [
      { name: 'docs', path: elsewhere },
      { name: 'gone', path: join(elsewhere, 'x') },
    ],
  });
  expect(entries).toMatchObject([{ name: 'docs', kind: 'dir', isFolder: true }]);
  fs.rmSync(elsewhere, { recursive: true });
});

test('a folder that is not there, or is none, fails with the code of the system', async () => {
  write('file');
  await expect(read({ path: join(root, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(read({ path: join(root, 'file') })).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'an unreadable folder fails with EACCES',
  async () => {
    fs.chmodSync(root, 0);
    await expect(read()).rejects.toMatchObject({ code: 'EACCES' });
    fs.chmodSync(root, 0o700);
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

test('a folder that fails to be closed, as network shares may report it, is listed all the same', () => {
  write('a');
  const fail = () => {
    throw Object.assign(new Error('EIO: i/o error, close'), { code: 'EIO' });
  };
  const files = {
    ...fs,
    closeSync: (descriptor: number) => {
      fs.closeSync(descriptor);
      fail();
    },
    opendirSync: (...asked: Parameters<typeof fs.opendirSync>) => {
      const folder = fs.opendirSync(...asked);
      const closeSync = () => {
        folder.closeSync();
        fail();
      };
      return { readSync: () => folder.readSync(), closeSync };
    },
  };
  expect(askInThisThread(files)).toMatchObject([
    { id: 1, large: false },
    { id: 1, batch: { names: 'a', last: true } },
  ]);
});

/** Runs the thread's source text here, with another file system. */
function askInThisThread(files: object): unknown[] {
  const parentPort = Object.assign(new EventEmitter(), { postMessage: (answer: unknown) => answers.push(answer) });
  const answers: unknown[] = [];
  const modules: Record<string, unknown> = { 'node:worker_threads': { parentPort }, 'node:fs': files };
  new Function('require', FOLDER_THREAD_SOURCE)((name: string) => modules[name]);
  const request = {
    path: fs.realpathSync(root),
    rootPath: root,
    symlinks: 'inside',
    mounts: [],
    sort: 'name',
    order: 'asc',
  };
  parentPort.emit('message', { id: 1, ask: 'open', request, batchSize: 10 });
  parentPort.emit('message', { id: 1, ask: 'next' });
  return answers;
}
