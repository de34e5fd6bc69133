import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appSettings, MIGRATIONS, type Migration, readStored, storedState, writeStored } from './settings-shape.ts';

const fixture = (version: number) =>
  readFileSync(new URL(`./fixtures/settings-v${version}.json`, import.meta.url), 'utf8');

test('a file of every version there was is understood, and nothing in it is lost', () => {
  for (let version = 1; version <= MIGRATIONS.length + 1; version++) {
    const state = readStored(fixture(version));
    expect(state.servers.map(({ config }) => config.root)).toEqual(['/srv/atlas', '/srv/handbook']);
    expect(state.settings).toMatchObject({ theme: 'dark', language: 'zh', openAtLogin: true });
    expect(state).toMatchObject({ recent: ['/srv/handbook', '/srv/atlas'], closeExplained: true });
  }
});

const USUAL = { visible: false, firstPort: 8_000, listing: true, dotfiles: 'hide', liveReload: false };

test('version 1 knew no settings for new servers: they are what new servers were like', () => {
  expect(readStored(fixture(1)).settings.newServers).toEqual(USUAL);
  expect(readStored('{"version": 1}').settings.newServers).toEqual(USUAL);
  expect(readStored(fixture(2)).settings.newServers).toMatchObject({ visible: true, firstPort: 3_000 });
});

test.each([0, 65_536, 80.5, '8000'])('%j is no first port', (firstPort) => {
  expect(appSettings.safeParse({ newServers: { firstPort } }).success).toBe(false);
});

test('what is written is read back the same', () => {
  for (const version of [1, 2]) {
    const state = readStored(fixture(version));
    expect(readStored(writeStored(state))).toEqual(state);
  }
});

test('an older file goes through each migration after its version, in order', () => {
  const migrations: Migration[] = [
    ({ folders, ...rest }) => ({ ...rest, recent: folders }),
    (state) => ({ ...state, recent: (state.recent as string[]).map((path) => `${path}!`) }),
  ];
  expect(readStored('{"version": 1, "folders": ["/a"]}', migrations).recent).toEqual(['/a!']);
  expect(readStored('{"version": 2, "recent": ["/a"]}', migrations).recent).toEqual(['/a!']);
  expect(readStored('{"version": 3, "recent": ["/a"]}', migrations).recent).toEqual(['/a']);
});

test.each([
  ['no JSON', '{"version": 1,'],
  ['no version', '{"servers": []}'],
  ['a version of the future', '{"version": 99}'],
  ['servers that are none', '{"version": 1, "servers": [{"id": 5}]}'],
])('a file with %s is refused', (_what, text) => {
  expect(() => readStored(text)).toThrow();
});

test('without a file everything has a default', () => {
  expect(storedState.parse({})).toEqual({
    settings: {
      theme: 'system',
      language: 'system',
      openAtLogin: false,
      keepAwake: true,
      notifyUploads: true,
      newServers: USUAL,
    },
    servers: [],
    recent: [],
    closeExplained: false,
  });
});
