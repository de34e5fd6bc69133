import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';

const SLOW_DISK = pathToFileURL('test/http/support/slow-disk.mjs').href;

let cli: RunningCli;
beforeAll(async () => {
  const root = await tempFolder({ 'quick.txt': 'quick' });
  const slow = await tempFolder({ 'a.txt': 'a', 'index/index.html': '<p>index</p>', 'listed/b.txt': 'b' });
  const env = { NODE_OPTIONS: `--import ${SLOW_DISK}`, SLOW_FOLDER: slow };
  cli = await startCli([root, '--mount', `/slow=${slow}`], { env });
});

const textOf = async (path: string) => (await cli.fetch(path)).text();

test.each(['/slow/a.txt', '/slow/index/', '/slow/listed/', '/slow/missing.txt'])(
  'while the disk is asked for %s, others are answered',
  async (path) => {
    let isWaiting = true;
    const slow = textOf(path).finally(() => {
      isWaiting = false;
    });
    for (let i = 0; i < 5; i++) expect(await textOf('/quick.txt')).toBe('quick');
    expect(isWaiting).toBe(true);
    expect(await slow).not.toBe('');
  },
);

test('no answer is kept that would have to be checked on a slow disk: that would make everyone wait', async () => {
  const waits = () => cli.stderr().match(/waited for the disk/g)?.length ?? 0;
  const before = waits(); // the roots are looked at once, at the start
  for (let i = 0; i < 8; i++) expect(await textOf('/slow/a.txt')).toBe('a');
  expect(waits()).toBe(before);
});
