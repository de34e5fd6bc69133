import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kindOf, realPathOf } from './path-kind.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-kind-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'file'), '');
});
afterEach(async () => {
  await chmod(join(folder, 'sub'), 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('folders and files can be served, nothing else', async () => {
  expect(await kindOf(folder)).toBe('folder');
  expect(await kindOf(join(folder, 'file'))).toBe('file');
  expect(await kindOf(join(folder, 'nothing'))).toBe('missing');
  expect(await kindOf(join(folder, 'file', 'below'))).toBe('missing');
});

test.skipIf(process.platform === 'win32')('a device is no file', async () => {
  expect(await kindOf('/dev/null')).toBe('unsuitable');
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'what may not be read is said to be so',
  async () => {
    await chmod(join(folder, 'sub'), 0);
    expect(await kindOf(join(folder, 'sub'))).toBe('denied');
  },
);

test('links and detours lead to one path; a missing one stays as it is', async () => {
  await symlink(join(folder, 'sub'), join(folder, 'link'), 'junction');
  expect(await realPathOf(join(folder, 'link'))).toBe(await realPathOf(join(folder, 'sub')));
  expect(await realPathOf(join(folder, 'nothing', '..', 'gone'))).toBe(join(folder, 'gone'));
});
