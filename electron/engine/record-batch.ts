import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { RecordBatch } from './protocol.ts';

/** What main is told of records: the text that it hands on, and what it would otherwise have to look into them for. */
export function recordBatch(records: readonly ExchangeRecord[]): Omit<RecordBatch, 'counters'> {
  return {
    records: JSON.stringify(records),
    count: records.length,
    lastSeq: records.at(-1)?.seq ?? 0,
    uploads: records.filter(isUpload).length,
  };
}

/** A browser's form is sent back to the listing (303), everyone else is told what was made (201). */
function isUpload({ step, method, status }: ExchangeRecord): boolean {
  return step === 'upload' && (method === 'POST' || method === 'PUT') && (status === 201 || status === 303);
}
