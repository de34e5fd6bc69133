import type { ServerView } from '../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { Address, ServerState } from '../../src-server/state.ts';
import type { Scenario } from './fake-bridge.ts';

/** The people and folders of the design pictures. */

const PHONE = '192.168.1.7';
const TABLET = '192.168.1.31';
const HERE = '127.0.0.1';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1';

type Row = readonly [
  method: string,
  status: number,
  target: string,
  type: string,
  bytes: number,
  ms: number,
  client: string,
];

const ROWS: readonly Row[] = [
  ['GET', 200, '/assets/map-worker-9fQz1LmK.js', 'text/javascript', 96_200, 3.4, PHONE],
  ['GET', 200, '/tiles/12/3349/1783.webp', 'image/webp', 18_400, 1.1, PHONE],
  ['GET', 304, '/assets/index-CkQ3v9xT.js', 'text/javascript', 0, 0.5, HERE],
  ['GET', 301, '/guide', '', 0, 0.3, HERE],
  ['GET', 200, '/guide/', 'text/html', 8_800, 1.3, HERE],
  ['GET', 200, '/', 'text/html', 1_400, 2.1, PHONE],
  ['GET', 200, '/assets/index-B7nR0aQe.css', 'text/css', 22_600, 2.4, PHONE],
  ['GET', 200, '/assets/inter-latin-wght-normal-Dx4kXJAl.woff2', 'font/woff2', 48_300, 1.9, PHONE],
  ['GET', 404, '/favicon.ico', 'text/html', 1_100, 0.6, PHONE],
  ['GET', 200, '/api/v1/places?bbox=113.2,22.9,114.6,23.7&limit=200', 'application/json', 12_800, 84.2, PHONE],
  ['GET', 206, '/videos/harbour-timelapse-4k.mp4', 'video/mp4', 8_400_000, 412.6, TABLET],
  ['POST', 201, '/inbox/', 'application/json', 214, 318, TABLET],
  [
    'GET',
    200,
    `/photos/2026-10/${encodeURIComponent('珠江夜景 长曝光 (12).heic')}`,
    'image/heic',
    4_100_000,
    38.5,
    TABLET,
  ],
  ['GET', 404, '/about.html?ref=nav', 'text/html', 1_100, 0.6, PHONE],
  ['GET', 502, '/api/v1/places/8841/reviews', 'application/json', 186, 1204, PHONE],
  [
    'GET',
    200,
    '/docs/reference/projections/conic/lambert-conformal/parameters/standard-parallels/index.html',
    'text/html',
    14_200,
    1.6,
    HERE,
  ],
  ['DELETE', 405, '/inbox/IMG_0482.HEIC', 'application/json', 164, 0.4, TABLET],
  ['GET', 101, '/api/live', '', 0, 0, PHONE],
  ['GET', -1, '/videos/harbour-timelapse-4k.mp4', 'video/mp4', 2_100_000, 2890, TABLET],
  ['GET', 200, '/tiles/12/3351/1785.webp', 'image/webp', 20_300, 1.1, PHONE],
];

export function rows(count: number, from = 1): ExchangeRecord[] {
  const startMs = new Date(2026, 10, 22, 11, 42).getTime();
  return Array.from({ length: count }, (_, i) => {
    const seq = from + i;
    const [method, status, target, mediaType, contentBytes, durationMs, client] = ROWS[seq % ROWS.length] as Row;
    return {
      seq,
      timeMs: startMs + seq * 437,
      client,
      method,
      target,
      httpVersion: '1.1',
      status: status < 0 ? 200 : status,
      contentBytes,
      durationMs,
      outcome: status < 0 ? 'aborted' : 'complete',
      step: status === 502 ? 'proxy' : 'static',
      userAgent: SAFARI,
      ...(mediaType ? { mediaType } : {}),
    } as const;
  });
}

interface FakeServer {
  readonly port: number;
  readonly root: string;
  readonly state?: 'running' | 'visible' | 'off' | ServerState;
  readonly config?: ServerView['config'];
}

export function server(name: string, { port, root, state = 'off', config = {} }: FakeServer): ServerView {
  const visible = state === 'visible';
  const running = visible || state === 'running';
  const addresses: Address[] = [{ url: `http://127.0.0.1:${port}/`, kind: 'loopback' }];
  if (visible) {
    addresses.push({ url: `http://192.168.1.24:${port}/`, kind: 'network', interface: 'wlan0' });
    addresses.push({ url: `http://studio.local:${port}/`, kind: 'name' });
  }
  const host = visible ? '0.0.0.0' : '127.0.0.1';
  return {
    id: name,
    name,
    root: `/home/ada/${root}`,
    shownRoot: `~/${root}`,
    config: { root: `/home/ada/${root}`, port, host, ...config },
    on: state !== 'off',
    state:
      typeof state === 'object'
        ? state
        : running
          ? { kind: 'running', host, port, secure: false, addresses, notices: [], root: 'ok' }
          : { kind: 'stopped' },
  };
}

export const SERVERS: readonly ServerView[] = [
  server('atlas', { port: 8000, root: 'Projects/atlas/dist', state: 'visible', config: { upload: true, spa: true } }),
  server('旅行照片 2026', { port: 8001, root: 'Photos/旅行照片 2026', state: 'visible' }),
  server('api-mock', { port: 4000, root: 'Projects/api-mock', state: 'running' }),
  server('handbook', { port: 8080, root: 'Work/handbook/public' }),
  server('godot-export', { port: 8060, root: 'Games/Lanternfall/web' }),
  server('Downloads', { port: 8004, root: 'Downloads' }),
];

export const FULL: Scenario = { theme: 'light', language: 'en', servers: SERVERS, rows: { atlas: rows(1482) } };
