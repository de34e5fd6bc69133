import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assertServable, rootState, ServedRoot } from './root-state.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'portico-root-'));
  await mkdir(join(base, 'site'));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(base, { recursive: true });
});

test.skipIf(process.platform === 'win32')('a folder and a file can be served, a device cannot', async () => {
  await writeFile(join(base, 'page.html'), '');
  await symlink('/dev/null', join(base, 'device'));
  const stateOf = (name: string) => rootState(join(base, name));
  expect(await Promise.all(['site', 'page.html', 'device', 'none'].map(stateOf))).toEqual([
    'ok',
    'ok',
    'unsuitable',
    'missing',
  ]);
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a closed folder is denied', async () => {
  await chmod(join(base, 'site'), 0);
  expect(await rootState(join(base, 'site'))).toBe('denied');
});

test.each(['missing', 'denied', 'unsuitable'] as const)('a server does not start on a root that is %s', (state) => {
  expect(() => assertServable('/srv/site', state)).toThrow('/srv/site');
});

test('a folder that goes is noticed, and that it came back; a second look at the same is no news', async () => {
  const site = join(base, 'site');
  const changes: string[] = [];
  const root = new ServedRoot(() => changes.push(root.state));
  root.watch(site, 'ok');
  const look = () => vi.advanceTimersByTime(2_000);
  await rename(site, `${site}-away`);
  look();
  await vi.waitFor(() => expect(changes).toEqual(['missing']));
  look();
  await rename(`${site}-away`, site);
  look();
  await vi.waitFor(() => expect(changes).toEqual(['missing', 'ok']));
  root.stop();
});

test('what an earlier look finds of a root that was left since counts no more', async () => {
  const onChange = vi.fn();
  const root = new ServedRoot(onChange);
  root.watch(join(base, 'none'), 'ok');
  vi.advanceTimersByTime(2_000);
  root.watch(join(base, 'site'), 'ok');
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([onChange.mock.calls.length, root.state]).toEqual([0, 'ok']);
  root.stop();
});
