import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isEditorFile, type TreeWatch, watchTree } from './watch-tree.ts';

let base: string;
let root: string;
let seen: string[];
let watched: TreeWatch | undefined;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portico-watch-'));
  root = join(base, 'site');
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/x.css'), '1');
  seen = [];
});
afterEach(() => {
  watched?.close();
  rmSync(base, { recursive: true, force: true });
});

async function start(path = root) {
  watched = watchTree(path, { changed: (each) => seen.push(each), problem: (text) => seen.push(text) });
  await watched.ready;
}
const at = (name: string) => join(root, name);
async function notices(path: string, act: () => void, timeout = 5000) {
  seen = [];
  act();
  await vi.waitFor(() => expect(seen).toContain(path), { timeout });
}

test('a change deep in the tree is noticed', async () => {
  await start();
  await notices(at('a/b/x.css'), () => writeFileSync(at('a/b/x.css'), '2'));
});

test("an editor's rename-and-replace is noticed, again and again", async () => {
  await start();
  for (let i = 0; i < 3; i++) {
    await notices(at('a/b/x.css'), () => {
      writeFileSync(at('a/b/new'), String(i));
      renameSync(at('a/b/new'), at('a/b/x.css'));
    });
  }
});

test('a new folder is watched, also one that takes the place of another', async () => {
  await start();
  await notices(at('new'), () => mkdirSync(at('new')));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await notices(at('new/y.html'), () => writeFileSync(at('new/y.html'), '1'));
  rmSync(at('a'), { recursive: true });
  mkdirSync(at('a/b'), { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await notices(at('a/b/z.html'), () => writeFileSync(at('a/b/z.html'), '1'));
});

test('the root may be removed and made again', async () => {
  await start();
  rmSync(root, { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await notices(root, () => mkdirSync(root), 8000);
  await notices(at('index.html'), () => writeFileSync(at('index.html'), '1'));
});

test('a root that a build tool swaps for another is followed', async () => {
  await start();
  mkdirSync(join(base, 'next'));
  await notices(root, () => {
    renameSync(root, join(base, 'old'));
    renameSync(join(base, 'next'), root);
  });
  await notices(at('index.html'), () => writeFileSync(at('index.html'), '1'));
});

test('hidden folders and node_modules are left out', async () => {
  mkdirSync(at('.git'));
  mkdirSync(at('node_modules'));
  await start();
  writeFileSync(at('.git/x'), '1');
  writeFileSync(at('node_modules/x'), '1');
  await notices(at('y'), () => writeFileSync(at('y'), '1'));
  expect(seen.filter((path) => /\.git|node_modules/.test(path))).toEqual([]);
});

test('a single file is watched alone', async () => {
  await start(at('a/b/x.css'));
  writeFileSync(at('a/b/other'), '1');
  await notices(at('a/b/x.css'), () => writeFileSync(at('a/b/x.css'), '2'));
  expect(seen).not.toContain(at('a/b/other'));
});

test('a tree of 5,000 files costs little to watch', async () => {
  for (let folder = 0; folder < 100; folder++) {
    mkdirSync(at(`d${folder}`));
    for (let file = 0; file < 50; file++) writeFileSync(at(`d${folder}/f${file}`), '');
  }
  const startedAt = performance.now();
  await start();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  await notices(at('d99/f49'), () => writeFileSync(at('d99/f49'), '1'));
});

test.each(['.x.swp', 'x~', '#x#', '4913', 'x.crdownload', 'x.html___jb_tmp___'])('%s is no page', (name) => {
  expect(isEditorFile(join('/a', name))).toBe(true);
});
