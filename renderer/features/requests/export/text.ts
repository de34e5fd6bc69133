import type { ExchangeRecord } from '../../../../src-server/log/record.ts';

/** One JSON object a line. */
export function toNdjson(records: readonly ExchangeRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** NCSA Common Log Format, in UTC. */
export function toCommonLog(records: readonly ExchangeRecord[]): string {
  return records.map((record) => `${commonLine(record)}\n`).join('');
}

function commonLine(record: ExchangeRecord): string {
  const { client, user = '-', timeMs, method, target, httpVersion, status, contentBytes } = record;
  const request = `${method} ${target} HTTP/${httpVersion}`.replace(/["\\\x00-\x1f\x7f]/g, escaped);
  const name = user.replace(/["\\\s\x00-\x1f\x7f-\x9f]/g, escaped);
  return `${client} - ${name} [${commonDate(timeMs)}] "${request}" ${status} ${contentBytes === 0 ? '-' : contentBytes}`;
}

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

function commonDate(timeMs: number): string {
  const [date = '', time = ''] = new Date(timeMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
