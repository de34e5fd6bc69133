import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ExchangeDetail } from '../../src-server/log/detail.ts';
import { shownDetail } from './shown-detail.ts';

const text = 'Light falls between the columns. '.repeat(200);

function detailWith(bytes: Uint8Array, contentCoding: string, totalBytes = bytes.length): ExchangeDetail {
  const responseBody = { mediaType: 'text/plain', contentCoding, bytes, totalBytes };
  const timing = { headMs: 1, endMs: 2 };
  return {
    record: {} as ExchangeDetail['record'],
    requestFields: [],
    responseFields: [],
    trace: [],
    timing,
    responseBody,
  };
}

test.each([
  ['br', brotliCompressSync(text)],
  ['gzip', gzipSync(text)],
])('%s is taken off, also when the preview was cut', (coding, coded) => {
  const whole = shownDetail(detailWith(coded, coding)).responseBody;
  expect(Buffer.from(whole?.bytes ?? []).toString()).toBe(text);
  const cut = shownDetail(detailWith(coded.subarray(0, coded.length - 12), coding, coded.length)).responseBody;
  expect(cut?.cut).toBe(true);
  expect(text.startsWith(Buffer.from(cut?.bytes ?? []).toString())).toBe(true);
});

test('what cannot be decoded is shown as it is, and says so', () => {
  const body = shownDetail(detailWith(new Uint8Array([1, 2, 3]), 'exi')).responseBody;
  expect(body?.stillCoded).toBe('exi');
  expect(body?.bytes).toEqual(new Uint8Array([1, 2, 3]));
});
