import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { call, running, servers } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { end, launch, launchHidden } from './support/portico.ts';
import { FakeTray } from './support/tray.ts';

const onlyOnLinux = test.skipIf(process.platform !== 'linux');

test('visible for an hour: the time is said, kept over a restart, and taken back', async () => {
  const first = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id } = await running(first.window);
  await first.window.getByRole('button', { name: 'Addresses', exact: true }).click();
  await first.window.getByRole('switch', { name: 'Visible on your network' }).click();
  await first.window.getByText('For 1 hour').click();
  await first.window.getByText('Others can reach it for another 60 min.').waitFor();
  await expectAccessible(first.window, 'visible for an hour');
  const until = (await servers(first.window))[0]?.visibleUntilMs;
  expect(until).toBeGreaterThan(Date.now() + 3_500_000);
  await end(first);

  const { window } = await launch({ userData: first.userData });
  await running(window);
  expect((await servers(window))[0]?.visibleUntilMs).toBe(until);
  await call(window, 'server:visible-for', id, null);
  await expect.poll(async () => (await servers(window))[0]).not.toHaveProperty('visibleUntilMs');
  expect((await servers(window))[0]?.config.host).toBe('0.0.0.0');
});

/** Waits until the server is there: it starts, or listens anew. */
async function answers(url: string): Promise<void> {
  const statusOf = () =>
    fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(statusOf, { timeout: 10_000 }).toBe(200);
}

test('when the time is over only this computer reaches it, without a window and without a restart', async () => {
  const first = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(first.window);
  await call(first.window, 'server:configure', id, { host: '0.0.0.0' });
  await call(first.window, 'server:visible-for', id, 3_600_000);
  await end(first);
  await endIn(first.userData, 6_000);

  const { app } = await launchHidden({ userData: first.userData, switches: ['--hidden'] });
  await answers(`${url}a.txt`);
  expect(await hostIn(first.userData)).toBe('0.0.0.0');
  await expect.poll(() => hostIn(first.userData), { timeout: 15_000 }).toBeUndefined();
  await answers(`${url}a.txt`);
  expect(app.windows()).toHaveLength(0);
});

onlyOnLinux('the tray says until when others can reach it', async () => {
  const tray = await FakeTray.open();
  const { window } = await launch({ paths: [await folderWith({})] });
  const { id } = await running(window);
  await call(window, 'server:configure', id, { host: '0.0.0.0' });
  await call(window, 'server:visible-for', id, 3_600_000);
  await tray.itemWhen(({ label }) => / \(\d+\): visible until \d\d:\d\d$/.test(label ?? ''));
});

test.each([1_000, 1e12, 'soon'])('%j is no time for which a server can be visible', async (ms) => {
  const { window } = await launch({ paths: [await folderWith({})] });
  const { id } = await running(window);
  await expect(call(window, 'server:visible-for', id, ms as number)).rejects.toThrow(/visible-for/);
});

interface Stored {
  readonly servers: readonly { config: { host?: string }; visibleUntilMs?: number }[];
}

async function stored(userData: string): Promise<Stored> {
  return JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8'));
}

/** As if the hour had been started so long ago that this is left of it. */
async function endIn(userData: string, ms: number): Promise<void> {
  const state = await stored(userData);
  const servers = state.servers.map((server) => ({ ...server, visibleUntilMs: Date.now() + ms }));
  await writeFile(join(userData, 'settings.json'), JSON.stringify({ ...state, servers }));
}

const hostIn = async (userData: string) => (await stored(userData)).servers[0]?.config.host;
