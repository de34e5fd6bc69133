import { get } from 'node:http';
import type { LoadRequest } from '../load/load.ts';
import { atLeast, type Goal } from '../report/row.ts';
import { type Arena, RANGED_BYTES } from '../support/arena.ts';
import type { ServerProcess } from '../support/server-process.ts';

/** A row about requests per second. */
export interface RateRow {
  readonly group: string;
  readonly what: string;
  readonly connections: number;
  readonly requests: (arena: Arena, server: ServerProcess) => Promise<readonly LoadRequest[]> | readonly LoadRequest[];
  /** What the first request must be answered with: a server that does something else is not compared. */
  readonly expects: { readonly status: number; readonly bytes?: number };
  readonly against: Readonly<Record<string, Goal | undefined>>;
}

const KIB = 1024;
const RANGE_BYTES = 64 * KIB;
const RANGES = 1_000;

const path = (name: string) => () => [{ path: `/${name}` }];

export const RATE_ROWS: readonly RateRow[] = [
  {
    group: 'hot',
    what: 'hot 1 KiB',
    connections: 32,
    requests: path('1k.txt'),
    expects: { status: 200, bytes: KIB },
    against: {
      'bare node:http': atLeast(0.9),
      nginx: atLeast(0.7),
      sirv: atLeast(6),
      lighttpd: undefined,
      caddy: undefined,
      '@fastify/static': undefined,
      'http-server': undefined,
      serve: undefined,
      python3: undefined,
    },
  },
  {
    group: 'small',
    what: 'hot 10 KiB',
    connections: 32,
    requests: path('10k.txt'),
    expects: { status: 200, bytes: 10 * KIB },
    against: { sirv: atLeast(6), nginx: undefined },
  },
  {
    group: 'large',
    what: 'hot 100 KiB',
    connections: 32,
    requests: path('100k.bin'),
    expects: { status: 200, bytes: 100 * KIB },
    against: { nginx: atLeast(1.1), sirv: undefined },
  },
  {
    group: 'large',
    what: 'hot 1 MiB',
    connections: 32,
    requests: path('1m.bin'),
    expects: { status: 200, bytes: KIB * KIB },
    against: { nginx: atLeast(1.1), sirv: undefined },
  },
  {
    group: 'answers',
    what: '304',
    connections: 32,
    requests: async (_arena, { url }) => [{ path: '/1k.txt', fields: await validatorsOf(`${url}/1k.txt`) }],
    expects: { status: 304 },
    against: { 'bare node:http': atLeast(1), nginx: undefined },
  },
  {
    group: 'answers',
    what: '404',
    connections: 32,
    requests: path('is-not-there.txt'),
    expects: { status: 404 },
    against: { 'bare node:http': atLeast(1), nginx: undefined },
  },
  {
    group: 'mix',
    what: '5,000 files',
    connections: 32,
    requests: ({ mixPaths }) => mixPaths.map((each) => ({ path: each })),
    expects: { status: 200 },
    against: { nginx: atLeast(0.65), sirv: atLeast(5) },
  },
  {
    group: 'many',
    what: 'hot 1 KiB, 256 connections',
    connections: 256,
    requests: path('1k.txt'),
    expects: { status: 200, bytes: KIB },
    against: { 'bare node:http': atLeast(0.9), nginx: undefined },
  },
  {
    group: 'ranges',
    what: '64 KiB ranges of 1 GiB',
    connections: 32,
    requests: () => randomRanges(),
    expects: { status: 206, bytes: RANGE_BYTES },
    against: { nginx: atLeast(0.5), sirv: undefined },
  },
];

/** The same ones in every run. */
function randomRanges(): LoadRequest[] {
  let seed = 1;
  return Array.from({ length: RANGES }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    const start = (seed * 997) % (RANGED_BYTES - RANGE_BYTES);
    return { path: '/1g.bin', fields: { Range: `bytes=${start}-${start + RANGE_BYTES - 1}` } };
  });
}

/** What a browser that has the file would ask with. */
function validatorsOf(url: string): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      const { etag, 'last-modified': lastModified } = response.headers;
      resolve(etag !== undefined ? { 'If-None-Match': etag } : { 'If-Modified-Since': lastModified ?? '' });
    }).once('error', reject);
  });
}
