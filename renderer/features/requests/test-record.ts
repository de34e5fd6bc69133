import type { ExchangeRecord } from '../../../src-server/log/record.ts';

/** A plain record for tests. */
export function record(fields: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    seq: 1,
    timeMs: 0,
    client: '127.0.0.1',
    method: 'GET',
    target: '/',
    httpVersion: '1.1',
    status: 200,
    contentBytes: 0,
    durationMs: 1,
    outcome: 'complete',
    step: 'static',
    ...fields,
  };
}
