import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insideTest, oneOfTest } from './path-tests.ts';

let base: string;
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'portico-inside-')));
  await mkdir(join(base, 'real/scripts'), { recursive: true });
  await symlink('real', join(base, 'link'), 'junction');
});
afterAll(() => rm(base, { recursive: true }));

test('what lies in a folder does, under any spelling; its neighbours and the folder itself do not', () => {
  const isInside = insideTest([join(base, 'real/scripts')]);
  expect(isInside(join(base, 'real/scripts/a/b.pl'))).toBe(true);
  expect(isInside(join(base, 'REAL/Scripts/a.PL'))).toBe(true);
  expect(isInside(join(base, 'real/scripts2/a.pl'))).toBe(false);
  expect(isInside(join(base, 'real/scripts'))).toBe(false);
});

test('a folder that is named by way of a link is meant by its real name too', () => {
  const isInside = insideTest([join(base, 'link/scripts')]);
  expect(isInside(join(base, 'link/scripts/a.pl'))).toBe(true);
  expect(isInside(join(base, 'real/scripts/a.pl'))).toBe(true);
});

test('a folder may come into being later', () => {
  const isInside = insideTest([join(base, 'link/later/deep')]);
  expect(isInside(join(base, 'real/later/deep/a.pl'))).toBe(true);
});

test('a file is itself under any spelling and by way of a link, and no other', () => {
  const isKey = oneOfTest([join(base, 'link/key.pem')]);
  const of = (path: string) => isKey(join(base, path));
  expect([of('link/key.pem'), of('real/KEY.pem'), of('real/key.pem.txt'), of('key.pem')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
