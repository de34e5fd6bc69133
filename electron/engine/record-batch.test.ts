import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import { recordBatch } from './record-batch.ts';

function record(part: Partial<ExchangeRecord>): ExchangeRecord {
  const answer = { status: 200, contentBytes: 0, durationMs: 1, outcome: 'complete', step: 'static' } as const;
  return { seq: 1, timeMs: 0, client: '127.0.0.1', method: 'GET', target: '/', httpVersion: '1.1', ...answer, ...part };
}

const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));

test('the newest answer to another device is told', () => {
  const records = [
    record({ seq: 1, client: '203.0.113.7', timeMs: 1 }),
    record({ seq: 2, client: '::ffff:203.0.113.8', timeMs: 2, status: 304, userAgent: 'curl/8.5' }),
    record({ seq: 3, client: '127.0.0.1', timeMs: 3 }),
  ];
  expect(recordBatch(records, 3)).toMatchObject({
    count: 3,
    lastSeq: 3,
    visitor: { client: '203.0.113.8', timeMs: 2, userAgent: 'curl/8.5' },
  });
});

test.each([
  ['this computer', { client: '::1' }],
  [
    'this computer by another of its addresses',
    { client: own.find((address) => !/^(127|::1)/.test(address)) ?? '::1' },
  ],
  ['somebody who was refused', { client: '203.0.113.7', status: 401 }],
  ['somebody who left', { client: '203.0.113.7', outcome: 'aborted' as const }],
])('%s is no visitor', (_who, part) => {
  expect(recordBatch([record(part)], 1)).not.toHaveProperty('visitor');
});
