import { isLoopbackName, ownAddresses } from '../../src-server/listen/host-names.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { RecordBatch } from './protocol.ts';

/**
 * What main is told of records: the text that it hands on, and what it would otherwise have to look into them for.
 * @param rows how many of them, the newest, a window shall show
 */
export function recordBatch(records: readonly ExchangeRecord[], rows: number): Omit<RecordBatch, 'counters'> {
  return {
    records: JSON.stringify(records.slice(records.length - rows)),
    count: rows,
    lastSeq: records.at(-1)?.seq ?? 0,
    uploads: records.filter(isUpload).length,
    ...visitorOf(records),
  };
}

/** A browser's form is sent back to the listing (303), everyone else is told what was made (201). */
function isUpload({ step, method, status }: ExchangeRecord): boolean {
  return step === 'upload' && (method === 'POST' || method === 'PUT') && (status === 201 || status === 303);
}

/** The newest answer to another device; a refusal shows nobody anything. */
function visitorOf(records: readonly ExchangeRecord[]): Pick<RecordBatch, 'visitor'> {
  let local = ''; // most rows of a batch come from the same client
  for (const { client, timeMs, status, outcome, userAgent } of records.toReversed()) {
    if (client === local || outcome !== 'complete' || status < 200 || status >= 400) continue;
    if (!isThisComputer(client))
      return { visitor: { client: plain(client), timeMs, ...(userAgent ? { userAgent } : {}) } };
    local = client;
  }
  return {};
}

/** It has other addresses than loopback ones. */
function isThisComputer(client: string): boolean {
  return isLoopbackName(client) || ownAddresses('127.0.0.1').has(plain(client));
}

/** An IPv4 client of a socket that listens on IPv6 as well. */
function plain(client: string): string {
  return client.replace(/^::ffff:/, '');
}
