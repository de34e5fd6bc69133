import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualFolders } from './usual-folders.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'portico-home-'));
  await mkdir(join(home, 'Downloads'));
});
afterAll(() => rm(home, { recursive: true }));

test('folders that are there are offered, as people write them', async () => {
  const [downloads, pictures] = [join(home, 'Downloads'), join(home, 'Pictures')];
  expect(await usualFolders({ downloads, pictures }, home)).toEqual([
    { kind: 'downloads', path: downloads, shownPath: join('~', 'Downloads') },
  ]);
});

test('the home folder is none of them', async () => {
  expect(await usualFolders({ downloads: `${home}/`, pictures: home }, home)).toEqual([]);
});
