import type { ExchangeRecord } from '../../../../src-server/log/record.ts';

const COLUMNS = [
  'seq',
  'time',
  'client',
  'user',
  'method',
  'target',
  'httpVersion',
  'status',
  'contentBytes',
  'durationMs',
  'outcome',
  'step',
  'mediaType',
  'userAgent',
  'referer',
] as const;

/** RFC 4180, with a header line. */
export function toCsv(records: readonly ExchangeRecord[]): string {
  const lines = records.map((record) => COLUMNS.map((column) => field(cellOf(record, column))).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function cellOf(record: ExchangeRecord, column: (typeof COLUMNS)[number]): string {
  if (column === 'time') return new Date(record.timeMs).toISOString();
  return String(record[column] ?? '');
}

/** A text that begins like a formula would run in a spreadsheet: visitors choose targets and names. */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
