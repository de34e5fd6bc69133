import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, running, servers, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { end, kill, launch, temporaryFolder } from './support/portico.ts';

async function threeServers() {
  const folders = [await folderWith({ 'n.txt': '1' }), await folderWith({ 'n.txt': '2' }), await folderWith({})];
  const first = await launch({ paths: folders });
  const { window } = first;
  await until(window, (all) => all.length === 3 && all.every(({ state }) => state.kind === 'running'));
  const third = (await servers(window))[2]?.id ?? '';
  await call(window, 'server:stop', third);
  await call(window, 'server:move', third, 0);
  await call(window, 'server:configure', third, { name: 'Third', cors: true });
  return { ...first, folders, before: await servers(window) };
}

test('a restart brings back servers, their order, options and what was on', async () => {
  const first = await threeServers();
  await end(first);
  const { userData, before } = first;
  const { window } = await launch({ userData });
  await until(window, (all) => all.filter(({ state }) => state.kind === 'running').length === 2);
  const after = await servers(window);
  expect(after.map(({ id, config, on }) => ({ id, config, on }))).toEqual(
    before.map(({ id, config, on }) => ({ id, config, on })),
  );
  expect(after[0]).toMatchObject({ name: 'Third', on: false, state: { kind: 'stopped' } });
  expect(await (await fetch(`${(await running(window, 1)).url}n.txt`)).text()).toBe('1');
});

test('nothing is lost when the process is killed', async () => {
  const first = await threeServers();
  await new Promise((resolve) => setTimeout(resolve, 300)); // as long as a write may take
  await kill(first);
  const { userData, before } = first;
  const { window } = await launch({ userData });
  await until(window, (all) => all.filter(({ state }) => state.kind === 'running').length === 2);
  expect((await servers(window)).map(({ id, config }) => ({ id, config }))).toEqual(
    before.map(({ id, config }) => ({ id, config })),
  );
});

test('an unreadable settings file is set aside under a name that says so', async () => {
  const userData = await temporaryFolder('portico-settings-');
  await writeFile(join(userData, 'settings.json'), '{"version": 1, "servers": [');
  const { window } = await launch({ userData });
  expect(await servers(window)).toEqual([]);
  const aside = (await readdir(userData)).find((name) => name.startsWith('settings.unreadable-'));
  expect(await readFile(join(userData, aside ?? 'missing'), 'utf8')).toBe('{"version": 1, "servers": [');
});

test('a server whose stored options are wrong says which one; the others start', async () => {
  const folder = await folderWith({});
  const first = await launch({ paths: [folder, await folderWith({})] });
  await running(first.window, 1);
  await end(first);
  const file = join(first.userData, 'settings.json');
  const stored = JSON.parse(await readFile(file, 'utf8'));
  stored.servers[0].config.port = 'eighty';
  await writeFile(file, JSON.stringify(stored));
  const { window } = await launch({ userData: first.userData });
  await running(window, 1);
  const failed = await until(window, ([first]) => first?.state.kind === 'failed');
  expect(failed).toMatchObject({ on: false, state: { error: { code: 'OPTION_INVALID', params: { option: 'port' } } } });
});
