import { expect, test } from 'vitest';
import type { ServerState } from '../src-server/state.ts';
import type { ServerView } from './ipc/contract.ts';
import { addressToShare, summarize } from './serving-summary.ts';

type Running = Extract<ServerState, { kind: 'running' }>;
const LOOPBACK = { url: 'http://127.0.0.1:8000/', kind: 'loopback' } as const;
const NETWORK = { url: 'http://192.168.1.7:8000/', kind: 'network' } as const;
const NAME = { url: 'http://ann.local:8000/', kind: 'name' } as const;

const server = (state: object) => ({ state }) as ServerView;
const running = (addresses: Running['addresses'], root: Running['root'] = 'ok') =>
  server({ kind: 'running', addresses, root });
const stopped = server({ kind: 'stopped' });
const failed = server({ kind: 'failed' });

test.each([
  ['nothing runs', [stopped], 'off', 0, 0],
  ['one serves this computer', [stopped, running([LOOPBACK])], 'serving', 1, 0],
  ['one of two is visible', [running([LOOPBACK]), running([LOOPBACK, NETWORK])], 'network', 2, 1],
  ['one has failed, another is visible', [running([NETWORK]), failed], 'trouble', 1, 1],
])('%s', (_, servers, glance, on, visible) => {
  expect(summarize(servers)).toMatchObject({ glance, on, visible });
});

test('a folder that is gone is trouble, though its server runs; the first in trouble is named', () => {
  const gone = running([LOOPBACK], 'missing');
  expect(summarize([running([LOOPBACK]), gone, failed])).toMatchObject({ glance: 'trouble', on: 2, troubled: gone });
});

test('the address to give away reaches the widest', () => {
  expect(addressToShare(running([LOOPBACK, NAME, NETWORK]))).toBe(NETWORK.url);
  expect(addressToShare(running([LOOPBACK, NAME]))).toBe(NAME.url);
  expect(addressToShare(running([LOOPBACK]))).toBe(LOOPBACK.url);
  expect(addressToShare(stopped)).toBeUndefined();
});
