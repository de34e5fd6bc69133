import type { ExchangeRecord } from '../../../src-server/log/record.ts';

const WHOLE: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/css': 'css',
  'text/javascript': 'js',
  'application/javascript': 'js',
  'application/json': 'json',
  'application/wasm': 'wasm',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'text/plain': 'text',
  'text/event-stream': 'events',
};
const FAMILIES = ['image', 'font', 'video', 'audio', 'text'];

/** One word for the kind of an answer, as the Type column shows it and `type:` finds it. */
export function shortType({ mediaType, status }: Pick<ExchangeRecord, 'mediaType' | 'status'>): string {
  if (status === 101) return 'socket';
  if (!mediaType) return '';
  const whole = WHOLE[mediaType];
  if (whole) return whole;
  if (mediaType.endsWith('+json')) return 'json';
  if (mediaType.endsWith('+xml') && !mediaType.startsWith('image/')) return 'xml';
  return FAMILIES.find((family) => mediaType.startsWith(`${family}/`)) ?? 'data';
}
