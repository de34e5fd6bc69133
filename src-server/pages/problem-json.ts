import { STATUS_CODES } from 'node:http';
import { errorWords } from './error-words.ts';

/** RFC 9457 problem details. @param detail what was wrong with this request; the usual words of the status without it */
export function problemJson(status: number, detail = usualDetail(status)): string {
  return `${JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail })}\n`;
}

function usualDetail(status: number): string {
  const { why, todo } = errorWords(status, 'en');
  return `${why.replace(/^\{path\}/, 'This').replace('{path}', 'this')} ${todo}`;
}
