import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry } from '../entry.ts';
import { inOrder } from './folder-order.ts';
import { entryAt, lookUp } from './look-up.ts';
import type { FolderRequest } from './messages.ts';
import { plainRequest } from './plain-request.ts';
import { findEntries, isLarge } from './read-folder.ts';

vi.mock('node:fs', { spy: true });
const real = await vi.importActual<typeof fs>('node:fs');

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'portico-read-')));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

function read(more?: Partial<FolderRequest>): Entry[] {
  const request = plainRequest(root, more);
  const found = findEntries(request);
  for (const index of found.names.keys()) lookUp(request.path, found, index);
  return inOrder(found, request).map((index) => entryAt(found, index));
}
const names = (more?: Partial<FolderRequest>) => read(more).map(({ name }) => name);
const write = (name: string, content = '') => fs.writeFileSync(join(root, name), content);

test('folders come first, names in natural order, in both directions', () => {
  for (const name of ['b10', 'b9', 'A1']) write(name);
  fs.mkdirSync(join(root, 'z'));
  fs.mkdirSync(join(root, 'y'));
  expect(names()).toEqual(['y', 'z', 'A1', 'b9', 'b10']);
  expect(names({ order: 'desc' })).toEqual(['z', 'y', 'b10', 'b9', 'A1']);
});

test('sorting by size and by time; what is equal goes by name', () => {
  for (const [index, name] of ['c', 'a', 'b'].entries()) {
    write(name, 'x'.repeat([5, 1, 5][index] ?? 0));
    fs.utimesSync(join(root, name), 1000, [3000, 2000, 1000][index] ?? 0);
  }
  expect(names({ sort: 'size' })).toEqual(['a', 'b', 'c']);
  expect(names({ sort: 'size', order: 'desc' })).toEqual(['b', 'c', 'a']);
  expect(names({ sort: 'modified' })).toEqual(['b', 'a', 'c']);
});

test('entries say what they are', () => {
  write('f', 'hello');
  fs.utimesSync(join(root, 'f'), 1000, 1_700_000_000);
  expect(read()).toEqual([
    { name: 'f', kind: 'file', isFolder: false, size: 5, modifiedMs: 1_700_000_000_000, reachable: true },
  ]);
});

test('links are followed as the policy says; broken ones are left out', () => {
  fs.mkdirSync(join(root, 'in'));
  write('in/file');
  const outside = fs.mkdtempSync(join(tmpdir(), 'portico-outside-'));
  fs.symlinkSync(outside, join(root, 'in', 'leaves'));
  fs.symlinkSync(join(root, 'in', 'file'), join(root, 'in', 'stays'));
  fs.symlinkSync('..', join(root, 'in', 'root'));
  fs.symlinkSync('nowhere', join(root, 'in', 'broken'));
  fs.symlinkSync('loop', join(root, 'in', 'loop'));
  const path = join(root, 'in');
  expect(names({ path })).toEqual(['root', 'file', 'stays']);
  expect(names({ path, symlinks: 'follow' })).toEqual(['leaves', 'root', 'file', 'stays']);
  expect(names({ path, symlinks: 'refuse' })).toEqual(['file']);
  expect(read({ path })).toMatchObject([
    { kind: 'link', isFolder: true },
    { kind: 'file' },
    { kind: 'link', isFolder: false },
  ]);
  fs.rmSync(outside, { recursive: true });
});

test('a folder whose name only begins like the root is outside it', () => {
  const secret = `${root}-secret`;
  fs.mkdirSync(secret);
  fs.symlinkSync(secret, join(root, 'leaves'));
  expect(names()).toEqual([]);
  fs.rmSync(secret, { recursive: true });
});

test.runIf(process.platform === 'linux')('names that are not UTF-8 are there, but unreachable', () => {
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), 'abc');
  write('real\ufffd');
  expect(read()).toMatchObject([
    { name: 'bad\ufffd', reachable: false, size: 3 },
    { name: 'real\ufffd', reachable: true },
  ]);
});

test('mounts appear beside what is on the disk and hide what has their name', () => {
  write('docs', 'a file');
  const elsewhere = fs.mkdtempSync(join(tmpdir(), 'portico-mount-'));
  const entries = read({
    mounts: [
      { name: 'docs', path: elsewhere },
      { name: 'gone', path: join(elsewhere, 'x') },
    ],
  });
  expect(entries).toMatchObject([{ name: 'docs', kind: 'dir', isFolder: true }]);
  fs.rmSync(elsewhere, { recursive: true });
});

test('names that visitors may not know of are left out', () => {
  for (const name of ['.env', 'access.log', 'access.log.1', 'key.PEM', 'shown']) write(name);
  const path = (name: string) => join(root, name).toLowerCase();
  const privateFiles = { names: [path('key.pem')], logNames: [path('access.log')] };
  expect(names({ shown: { dotfiles: 'serve', privateFiles, folder: root } })).toEqual(['.env', 'shown']);
  expect(names({ shown: { dotfiles: 'hide', privateFiles, folder: root } })).toEqual(['shown']);
});

test('a folder that fails to be closed, as network shares may report it, is listed all the same', () => {
  const fail = () => {
    throw Object.assign(new Error('EIO: i/o error, close'), { code: 'EIO' });
  };
  vi.spyOn(fs, 'closeSync').mockImplementation((descriptor) => {
    real.closeSync(descriptor);
    fail();
  });
  vi.spyOn(fs, 'opendirSync').mockImplementation((...asked) => {
    const folder = real.opendirSync(...asked);
    const { closeSync } = folder;
    folder.closeSync = () => {
      closeSync.call(folder);
      fail();
    };
    return folder;
  });
  real.writeFileSync(join(root, 'a'), '');
  expect(isLarge(root)).toBe(false);
  expect(names()).toEqual(['a']);
});
