import { expect, test } from 'vitest';
import { type AddressMap, responseFields } from './response-fields.ts';

const OURS = 'https://portico.test:8000';
const STRIPPED: AddressMap = {
  at: '/api',
  stripPrefix: true,
  basePath: '/v1',
  url: new URL('http://127.0.0.1:3000/v1'),
};
const KEPT: AddressMap = { at: '/api', stripPrefix: false, basePath: '', url: new URL('http://app.test') };
const rewritten = (map: AddressMap, name: string, value: string) => responseFields([name, value], map, OURS)[1];

test.each([
  [STRIPPED, 'http://127.0.0.1:3000/v1/a?b#c', `${OURS}/api/a?b#c`],
  [STRIPPED, 'http://localhost:3000/v1/a', `${OURS}/api/a`],
  [STRIPPED, '//127.0.0.1:3000/v1/a', `${OURS}/api/a`],
  [STRIPPED, 'http://portico.test:8000/v1/a', `${OURS}/api/a`],
  [STRIPPED, '/v1/a', '/api/a'],
  [STRIPPED, '/v1', '/api/'],
  [STRIPPED, '/v10/a', '/v10/a'],
  [STRIPPED, 'a?b', 'a?b'],
  [STRIPPED, 'https://127.0.0.1:3000/v1/a', 'https://127.0.0.1:3000/v1/a'],
  [STRIPPED, 'http://127.0.0.1:3001/v1/a', 'http://127.0.0.1:3001/v1/a'],
  [STRIPPED, 'http://elsewhere.test/v1/a', 'http://elsewhere.test/v1/a'],
  [STRIPPED, 'mailto:me@app.test', 'mailto:me@app.test'],
  [KEPT, 'http://app.test/api/a', `${OURS}/api/a`],
  [KEPT, 'http://xapp.test/api/a', 'http://xapp.test/api/a'],
])('%#: Location %s %s becomes %s', (map, sent, expected) => {
  expect(rewritten(map, 'Location', sent)).toBe(expected);
  expect(rewritten(map, 'content-location', sent)).toBe(expected);
});

test.each([
  ['a=1; Path=/v1', 'a=1; Path=/api/'],
  ['a=1; path=/v1/deep; HttpOnly', 'a=1; path=/api/deep; HttpOnly'],
  ['a=1; Path=/other', 'a=1; Path=/other'],
  ['a=1; Domain=127.0.0.1; Path=/v1/x', 'a=1; Path=/api/x'],
  ['a=1; Domain=.elsewhere.test; Path=/v1/x', 'a=1; Domain=.elsewhere.test; Path=/v1/x'],
  ['domain=1; Secure', 'domain=1; Secure'],
])('the cookie %s becomes %s', (sent, expected) => {
  expect(rewritten(STRIPPED, 'Set-Cookie', sent)).toBe(expected);
});

test('a cookie for the whole target covers the prefix itself, and one for its parent domain is ours', () => {
  const rooted = { ...STRIPPED, basePath: '' };
  expect(rewritten(rooted, 'Set-Cookie', 'a=1; Path=/')).toBe('a=1; Path=/api');
  const deep = { ...KEPT, url: new URL('http://api.app.test') };
  expect(rewritten(deep, 'Set-Cookie', 'a=1; Domain=app.test')).toBe('a=1');
});

test('fields of one hop stay behind, those that Connection lists too; the others keep order and case', () => {
  const sent = ['X-B', '1', 'Connection', 'X-Hop', 'x-hop', '2', 'Keep-Alive', 'timeout=5', 'X-B', '3'];
  expect(responseFields(sent, KEPT, OURS)).toEqual(['X-B', '1', 'X-B', '3']);
});
