import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contains, DiskFileSpace } from './disk-file-space.ts';
import type { FileSpaceOptions } from './file-space.ts';

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portico-space-'));
  root = join(base, 'www');
  mkdirSync(join(root, 'docs', '.git'), { recursive: true });
  mkdirSync(join(root, '.well-known'));
  mkdirSync(join(base, 'www-secret'));
  writeFileSync(join(root, 'a.txt'), 'a');
  writeFileSync(join(root, '.env'), 'secret');
  writeFileSync(join(root, '.well-known', 'x.txt'), 'x');
  writeFileSync(join(root, 'docs', '.git', 'config'), 'secret');
  writeFileSync(join(base, 'www-secret', 's.txt'), 'secret');
});
afterEach(() => rmSync(base, { recursive: true }));

const space = (options: Partial<FileSpaceOptions> = {}) =>
  new DiskFileSpace({ root, mounts: [], dotfiles: 'hide', symlinks: 'inside', ...options });
const kindOf = async (files: DiskFileSpace, ...segments: string[]) => (await files.locate(segments)).kind;

describe('what is there', () => {
  test('a file, a folder, the root, and nothing', async () => {
    expect(await kindOf(space(), 'a.txt')).toBe('file');
    expect(await kindOf(space(), 'docs')).toBe('directory');
    expect(await kindOf(space())).toBe('directory');
    expect(await kindOf(space(), 'no.txt')).toBe('absent');
  });

  test('an absent file tells whether its folder is there, so that an upload may create it', async () => {
    expect(await space().locate(['docs', 'new.txt'])).toMatchObject({ parent: 'directory' });
    expect(await space().locate(['nowhere', 'new.txt'])).toMatchObject({ parent: 'missing' });
    expect(await space().locate(['a.txt', 'new.txt'])).toMatchObject({ parent: 'missing' });
  });

  test('a name that is too long is absent', async () => {
    expect(await kindOf(space(), 'x'.repeat(5_000))).toBe('absent');
  });

  test('a single file as the root is the whole site', async () => {
    const files = space({ root: join(root, 'a.txt') });
    expect(await kindOf(files)).toBe('file');
    expect(await kindOf(files, 'a.txt')).toBe('absent');
  });

  test('a root that is gone is 503, not 404', async () => {
    rmSync(root, { recursive: true });
    await expect(space().locate(['a.txt'])).rejects.toMatchObject({ status: 503 });
  });
});

describe('what is hidden', () => {
  test('dotfiles at any depth, but not /.well-known/', async () => {
    expect(await kindOf(space(), '.env')).toBe('hidden');
    expect(await kindOf(space(), 'docs', '.git', 'config')).toBe('hidden');
    expect(await kindOf(space(), '.well-known', 'x.txt')).toBe('file');
    expect(await kindOf(space({ dotfiles: 'serve' }), '.env')).toBe('file');
  });

  test('uploads under way, even where dotfiles are served', async () => {
    writeFileSync(join(root, '.portico-upload-1'), 'half');
    expect(await kindOf(space({ dotfiles: 'serve' }), '.portico-upload-1')).toBe('hidden');
  });

  test.each(['a.txt::$DATA', 'con', 'PROGRA~1', 'docs/a'])('the name %s, on every platform', async (name) => {
    expect(await kindOf(space(), name)).toBe('hidden');
  });
});

describe('symbolic links', () => {
  beforeEach(() => {
    symlinkSync(join(root, 'a.txt'), join(root, 'inside'));
    symlinkSync(join(base, 'www-secret', 's.txt'), join(root, 'outside'));
    symlinkSync(join(base, 'www-secret'), join(root, 'folder'));
    symlinkSync('loop', join(root, 'loop'));
  });

  test.each([
    ['inside', 'file', 'hidden', 'hidden'],
    ['follow', 'file', 'file', 'file'],
    ['refuse', 'hidden', 'hidden', 'hidden'],
  ] as const)('policy %s', async (symlinks, inside, outside, throughFolder) => {
    const files = space({ symlinks });
    expect(await kindOf(files, 'inside')).toBe(inside);
    expect(await kindOf(files, 'outside')).toBe(outside);
    expect(await kindOf(files, 'folder', 's.txt')).toBe(throughFolder);
    expect(await kindOf(files, 'loop')).toBe('hidden');
    expect(await kindOf(files, 'a.txt')).toBe('file');
  });

  test('a new file behind a link that leaves the root has no place', async () => {
    expect(await kindOf(space(), 'folder', 'new.txt')).toBe('hidden');
  });

  test('a root that is itself a link, and is turned to another folder, is followed at once', async () => {
    const link = join(base, 'current');
    symlinkSync(root, link);
    const files = space({ root: link });
    expect(await kindOf(files, 'a.txt')).toBe('file');
    const next = join(base, 'next');
    mkdirSync(next);
    writeFileSync(join(next, 'b.txt'), 'b');
    rmSync(link);
    symlinkSync(next, link);
    expect(await kindOf(files, 'b.txt')).toBe('file');
    expect(await kindOf(files, 'a.txt')).toBe('absent');
  });
});

test('mounts: the longest prefix of whole segments owns a path', () => {
  const mounts = [
    { at: '/docs', root: '/d' },
    { at: '/docs/api/', root: '/e' },
  ];
  const files = space({ mounts });
  expect(files.owner(['docs', 'x'])).toEqual({ root: '/d', below: ['x'] });
  expect(files.owner(['docs', 'api', 'x'])).toEqual({ root: '/e', below: ['x'] });
  expect(files.owner(['docsy'])).toEqual({ root, below: ['docsy'] });
});

test.each([
  ['/srv/www', '/srv/www', true],
  ['/srv/www', '/srv/www/a', true],
  ['/srv/www', '/srv/www-secret/a', false],
  ['/srv/www', '/srv', false],
  ['/srv/www', '/srv/www/..a', true],
])('%s contains %s: %s', (folder, path, expected) => {
  expect(contains(folder, path)).toBe(expected);
});
