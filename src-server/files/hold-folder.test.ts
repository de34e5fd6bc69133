import { mkdir, mkdtemp, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder } from './hold-folder.ts';

let base: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'portico-hold-')));
  await mkdir(join(base, 'folder'));
  await mkdir(join(base, 'outside'));
});
afterEach(() => rm(base, { recursive: true }));
const at = (name: string) => join(base, name);

test('files are made in the folder that was found', async () => {
  const held = await holdFolder(at('folder'));
  await writeFile(join(held?.path ?? '', 'a.txt'), 'a');
  expect(await readdir(at('folder'))).toEqual(['a.txt']);
  expect(await held?.isInPlace()).toBe(true);
  await held?.release();
});

test('a folder that is swapped for a link is not in place, and what is written does not follow the link', async () => {
  const held = await holdFolder(at('folder'));
  await rename(at('folder'), at('away'));
  await symlink(at('outside'), at('folder'));
  expect(await held?.isInPlace()).toBe(false);
  if (process.platform === 'linux') await writeFile(join(held?.path ?? '', 'a.txt'), 'a');
  expect(await readdir(at('outside'))).toEqual([]);
  await held?.release();
});

test('what is no folder, or none any more, is not held', async () => {
  await writeFile(at('file'), '');
  await symlink(at('outside'), at('link'));
  for (const name of ['link', 'none', 'file/x']) expect(await holdFolder(at(name))).toBeUndefined();
});
