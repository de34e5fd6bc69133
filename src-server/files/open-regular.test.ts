import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Disk } from './disk.ts';
import { openRegular } from './open-regular.ts';

vi.mock('node:fs', { spy: true });

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'portico-open-')));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

test('only a regular file is opened, by a path without links', async () => {
  fs.writeFileSync(join(root, 'a'), 'hello');
  fs.symlinkSync('a', join(root, 'link'));
  const file = await openRegular(join(root, 'a'), new Disk());
  expect(file?.stat.size).toBe(5n);
  await file?.close();
  for (const name of ['.', 'link', 'missing', 'a/b']) {
    expect(await openRegular(join(root, name), new Disk()), name).toBeUndefined();
  }
});

test('an open file that the disk tells nothing of is no missing file: the failure is told, and the file closed', async () => {
  fs.writeFileSync(join(root, 'a'), 'hello');
  vi.spyOn(fs, 'fstatSync').mockImplementation(() => {
    throw Object.assign(new Error('EIO: i/o error, fstat'), { code: 'EIO' });
  });
  const closed = vi.spyOn(fs, 'closeSync').mockClear();
  const disk = new Disk(); // quick from the first answer on
  await expect(openRegular(join(root, 'a'), disk)).rejects.toThrow('EIO');
  expect(closed).toHaveBeenCalledOnce();
});
