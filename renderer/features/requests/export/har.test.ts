import { isIPv4, isIPv6 } from 'node:net';
import { Ajv } from 'ajv';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import harSchemas from 'har-schema';
import { expect, test } from 'vitest';
import type { ShownBody, ShownDetail } from '../../../../electron/ipc/contract.ts';
import { record } from '../test-record.ts';
import { type Exchange, toHar } from './har.ts';
import { withDetails } from './har-exchanges.ts';

/** The published schema of HAR 1.2. */
const validator = new Ajv({
  strict: false,
  formats: { 'date-time': /T.*Z$/, uri: URL.canParse, ipv4: isIPv4, ipv6: isIPv6 },
});
validator.addMetaSchema(draft6);
validator.addSchema(Object.values(harSchemas));

interface Har {
  readonly log: { readonly entries: readonly Entry[] };
}
interface Entry {
  readonly time: number;
  readonly request: {
    readonly url: string;
    readonly headers: readonly Named[];
    readonly queryString: readonly Named[];
    readonly postData?: object;
  };
  readonly response: { readonly headers: readonly Named[]; readonly content: object; readonly redirectURL: string };
  readonly timings: object;
}
interface Named {
  readonly name: string;
  readonly value: string;
}

/** @throws Error with what the schema does not allow */
function validHar(exchanges: readonly Exchange[]): readonly Entry[] {
  const har = JSON.parse(toHar(exchanges, 'http://127.0.0.1:8000/', '1.0.0'));
  if (!validator.validate('har.json#', har)) throw new Error(validator.errorsText());
  return (har as Har).log.entries;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const body = (part: Partial<ShownBody>): ShownBody => {
  const content = part.bytes ?? bytes('hello');
  return { mediaType: 'text/plain', bytes: content, totalBytes: content.length, cut: false, ...part };
};
const detail = (part: Partial<ShownDetail> = {}): ShownDetail => ({
  record: record(),
  requestFields: [
    ['Host', 'atlas.local:8000'],
    ['Cookie', 'id=1'],
    ['Authorization', 'Basic x'],
  ],
  responseFields: [
    ['Content-Type', 'text/plain'],
    ['Set-Cookie', 'id=2'],
    ['Set-Cookie', 'id=3'],
  ],
  trace: [],
  timing: { headMs: 2, endMs: 5 },
  ...part,
});

test('rows alone are an archive that the published schema allows', () => {
  const rows = [
    record({ seq: 1, target: '/a?x=1&y=%22', mediaType: 'text/html', contentBytes: 12, userAgent: 'x', referer: 'y' }),
    record({ seq: 2, target: '/"quoted",\\', status: 404 }),
    record({ seq: 3, status: 0, outcome: 'aborted', httpVersion: '2.0' }),
  ];
  const entries = validHar(rows.map((row) => ({ record: row })));
  expect(entries[0]?.request.url).toBe('http://127.0.0.1:8000/a?x=1&y=%22');
  expect(entries[0]?.request.queryString).toEqual([
    { name: 'x', value: '1' },
    { name: 'y', value: '"' },
  ]);
});

test('fields, content and times are those of the exchange, but for what lets somebody in', () => {
  const [entry] = validHar([{ record: record({ target: '/a' }), detail: detail({ responseBody: body({}) }) }]);
  expect(entry?.request).toMatchObject({ url: 'http://atlas.local:8000/a' });
  expect(entry?.request.headers).toEqual([{ name: 'Host', value: 'atlas.local:8000' }]);
  expect(entry?.response.headers).toEqual([{ name: 'Content-Type', value: 'text/plain' }]);
  expect(entry?.response.content).toEqual({ size: 5, mimeType: 'text/plain', text: 'hello' });
  expect([entry?.time, entry?.timings]).toEqual([5, { send: 0, wait: 2, receive: 3 }]);
});

test.each([
  [
    'compressed text',
    body({ bytes: bytes('hello hello'), totalBytes: 7 }),
    { size: 11, compression: 4, text: 'hello hello' },
  ],
  ['bytes', body({ bytes: new Uint8Array([0, 255, 1]) }), { size: 3, text: 'AP8B', encoding: 'base64' }],
  ['no UTF-8', body({ bytes: new Uint8Array([0xe4]) }), { size: 1, text: '5A==', encoding: 'base64' }],
  ['nothing', body({ bytes: new Uint8Array() }), { size: 0, text: '' }],
])('content that is %s', (_what, responseBody, content) => {
  const [entry] = validHar([{ record: record(), detail: detail({ responseBody }) }]);
  expect(entry?.response.content).toEqual({ mimeType: 'text/plain', ...content });
});

test('content that was cut, or is still coded, is left out rather than wrong', () => {
  const cut = detail({
    responseBody: body({ totalBytes: 90_000, cut: true }),
    requestBody: body({ cut: true, totalBytes: 9 }),
  });
  const coded = detail({ responseBody: body({ stillCoded: 'zstd' }) });
  const entries = validHar([
    { record: record(), detail: cut },
    { record: record({ contentBytes: 5 }), detail: coded },
  ]);
  expect(entries.map(({ response }) => response.content)).toEqual([
    { size: 90_000, mimeType: 'text/plain', comment: 'only the first 5 bytes were kept' },
    { size: 5, mimeType: 'text/plain' },
  ]);
  expect(entries[0]?.request.postData).toEqual({ mimeType: 'text/plain', comment: '9 bytes' });
});

test('a form that was sent, and where a redirect leads', () => {
  const sent = body({ mediaType: 'application/x-www-form-urlencoded', bytes: bytes('a=1') });
  const [entry] = validHar([
    {
      record: record({ method: 'POST', status: 303 }),
      detail: detail({ requestBody: sent, responseFields: [['Location', '/b']] }),
    },
  ]);
  expect(entry?.request.postData).toEqual({ mimeType: 'application/x-www-form-urlencoded', text: 'a=1' });
  expect(entry?.response.redirectURL).toBe('/b');
});

test('details are asked for where the engine may still have them', async () => {
  const asked: number[] = [];
  const call = async (_name: string, _id: string, seq: number) => {
    asked.push(seq);
    return seq === 700 ? detail() : undefined;
  };
  const rows = Array.from({ length: 700 }, (_, index) => record({ seq: index + 1 }));
  const exchanges = await withDetails({ call } as unknown as Parameters<typeof withDetails>[0], 'a', rows);
  expect([asked.length, asked[0], exchanges.length]).toEqual([500, 201, 700]);
  expect(exchanges.map(({ detail: known }) => known !== undefined).lastIndexOf(true)).toBe(699);
});
