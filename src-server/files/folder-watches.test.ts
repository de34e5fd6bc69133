import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as afterPoll } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ChangeCount, FolderWatches } from './folder-watches.ts';

let root: string;
let watches: FolderWatches;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'portico-watches-')));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/file'), 'one');
  watches = new FolderWatches([root]);
});
afterEach(() => {
  watches.close();
  rmSync(root, { recursive: true });
});

const around = (path: string) => watches.around(join(root, path));

/** Whether it is heard of at the next poll for events. */
async function isHeard(count: ChangeCount | undefined, change: () => void): Promise<boolean> {
  if (!count) throw new Error('nothing is listened to');
  await afterPoll(); // what was done before
  const before = count.value;
  change();
  await afterPoll(); // the poll may have been over already when the change was made
  await afterPoll();
  return count.value !== before;
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test.each<[string, () => void]>([
    ['a write', () => writeFileSync(join(root, 'a/b/file'), 'two')],
    ['another file in its place', () => renameSync(join(root, 'a/b/other'), join(root, 'a/b/file'))],
    ['its end', () => rmSync(join(root, 'a/b/file'))],
    ['another folder in place of the one above', () => renameSync(join(root, 'a'), join(root, 'old'))],
    ['the end of everything', () => rmSync(join(root, 'a'), { recursive: true })],
  ])('%s is heard of at once', async (_, change) => {
    writeFileSync(join(root, 'a/b/other'), 'another');
    expect(await isHeard(around('a/b/file'), change)).toBe(true);
  });

  test('a file that comes where none was is heard of', async () => {
    expect(await isHeard(around('a/b/new'), () => writeFileSync(join(root, 'a/b/new'), ''))).toBe(true);
  });

  test('what happens elsewhere is not', async () => {
    mkdirSync(join(root, 'a/c'));
    expect(await isHeard(around('a/b/file'), () => writeFileSync(join(root, 'a/c/file'), ''))).toBe(false);
  });

  test('a folder that took the place of another is listened to', async () => {
    const before = around('a/b/file');
    renameSync(join(root, 'a/b'), join(root, 'a/old'));
    mkdirSync(join(root, 'a/b'));
    writeFileSync(join(root, 'a/b/file'), 'two');
    const after = around('a/b/file');
    expect(before?.value).toBeNaN();
    expect(await isHeard(after, () => writeFileSync(join(root, 'a/b/file'), 'six'))).toBe(true);
    expect(await isHeard(around('a/b/file'), () => writeFileSync(join(root, 'a/b/file'), 'ten'))).toBe(true);
  });

  test('so is one in place of the root', async () => {
    around('a/b/file');
    renameSync(root, `${root}-old`);
    mkdirSync(join(root, 'a/b'), { recursive: true });
    rmSync(`${root}-old`, { recursive: true });
    expect(await isHeard(around('a/b/file'), () => writeFileSync(join(root, 'a/b/file'), 'two'))).toBe(true);
  });

  test('there are never more than so many watches', () => {
    for (let i = 0; i < 600; i++) {
      mkdirSync(join(root, `folder-${i}`));
      expect(around(`folder-${i}/file`)).toBeDefined();
    }
    expect(around('a/b/file')?.value).toBe(0);
  });
});

test.each([
  ['outside of the roots', '../file'],
  ['in a folder that is not there', 'none/file'],
  ['below a file', 'a/b/file/more'],
  ['a link', 'link'],
  ['behind a link', 'folder-link/file'],
])('not listened to: what is %s', (_, path) => {
  symlinkSync(join(root, 'a/b/file'), join(root, 'link'));
  symlinkSync(join(root, 'a/b'), join(root, 'folder-link'));
  expect(around(path)).toBeUndefined();
});

test('a root may lie behind a link', () => {
  const link = `${root}-link`;
  symlinkSync(root, link);
  const linked = new FolderWatches([link]);
  expect(linked.around(join(link, 'a/b/file')) !== undefined).toBe(process.platform === 'linux');
  linked.close();
  rmSync(link);
});

test('after the end nothing counts any more', () => {
  const count = around('a/b/file');
  watches.close();
  if (count) expect(count.value).toBeNaN();
});
