import { expect, test } from 'vitest';
import { appSettings } from '../settings-shape.ts';
import { newServer } from './new-server.ts';

const usual = appSettings.parse({}).newServers;

test('a new server is what a person gets who never opened the settings', () => {
  expect(newServer('/srv/atlas', usual, [])).toEqual({ root: '/srv/atlas', port: 8_000 });
});

test('it gets the first port from the wanted one up that is not ours', () => {
  expect(newServer('/a', usual, [8_000, 8_001, 8_003, 4_000]).port).toBe(8_002);
  expect(newServer('/a', { ...usual, firstPort: 4_000 }, [4_000]).port).toBe(4_001);
  expect(newServer('/a', { ...usual, firstPort: 65_535 }, [65_535, 1_024]).port).toBe(1_025);
});

test('only what differs from the option table is set', () => {
  const wanted = { visible: true, firstPort: 3_000, listing: false, dotfiles: 'serve', liveReload: true } as const;
  expect(newServer('/a', wanted, [])).toEqual({
    root: '/a',
    port: 3_000,
    host: '0.0.0.0',
    listing: false,
    dotfiles: 'serve',
    liveReload: true,
  });
});
