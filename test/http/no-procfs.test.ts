import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { startCli, tempFolder } from './support/cli.ts';

/** In a jail of its own, where this process may make one: nothing is mounted at /proc. */
const JAIL = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /proc && exec "$@"', 'sh'];
const hasJail = canRun();
if (!hasJail) console.warn('SKIPPED: a computer without procfs is not tested, because only root on Linux may hide it.');

test.runIf(hasJail)('without procfs everything is served and received', async () => {
  const root = await tempFolder({ 'a.txt': 'a', 'folder/b.txt': 'b' });
  const server = await startCli([root, '--upload'], { wrapper: JAIL });
  expect(await (await server.fetch('/a.txt')).text()).toBe('a');
  expect(await (await server.fetch('/folder/', { headers: { Accept: 'text/plain' } })).text()).toBe('b.txt\n');
  expect((await server.fetch('/folder/c.txt', { method: 'PUT', body: 'c' })).status).toBe(201);
  expect(await (await server.fetch('/folder/c.txt')).text()).toBe('c');
});

function canRun(): boolean {
  const [program = '', ...args] = [...JAIL, 'true'];
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
