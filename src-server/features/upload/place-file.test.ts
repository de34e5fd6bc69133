import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { numberedName, placeFile } from './place-file.ts';

vi.mock('node:fs/promises', { spy: true });

test.each([
  ['photo.jpg', 1, 'photo (1).jpg'],
  ['archive.tar.gz', 2, 'archive.tar (2).gz'],
  ['README', 3, 'README (3)'],
  [`${'x'.repeat(251)}.txt`, 10, `${'x'.repeat(246)} (10).txt`],
  ['😀'.repeat(63), 1, `${'😀'.repeat(62)} (1)`],
])('%s with number %i is %s', (name, number, expected) => {
  expect(numberedName(name, number)).toBe(expected);
});

test('a file that has its name is placed, even if its temporary name cannot be taken away', async () => {
  const path = await fs.mkdtemp(join(tmpdir(), 'portico-place-'));
  onTestFinished(() => fs.rm(path, { recursive: true }));
  await fs.writeFile(join(path, 'temporary'), 'hello');
  vi.spyOn(fs, 'rm').mockRejectedValueOnce(Object.assign(new Error('EIO: i/o error, unlink'), { code: 'EIO' }));
  const folder = { path, isInPlace: async () => true, release: async () => undefined };
  const received = { temporary: join(path, 'temporary'), folder, bytes: 5 };
  expect(await placeFile(received, 'a.txt', 'rename')).toMatchObject({ name: 'a.txt', replaced: false });
  expect(await fs.readFile(join(path, 'a.txt'), 'utf8')).toBe('hello');
});
