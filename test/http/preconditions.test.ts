import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

const MODIFIED = new Date('2024-02-03T04:05:06.789Z');
const SAME = 'Sat, 03 Feb 2024 04:05:06 GMT';
const BEFORE = 'Sat, 03 Feb 2024 04:05:05 GMT';
const AFTER = 'Sat, 03 Feb 2024 04:05:07 GMT';

let engine: Engine;
let tag: string;
beforeAll(async () => {
  const root = await tempFolder({ 'a.txt': 'hello\n'.repeat(500), '404.html': '<p>gone', 'future.txt': 'soon' });
  await utimes(join(root, 'a.txt'), MODIFIED, MODIFIED);
  await utimes(join(root, 'future.txt'), MODIFIED, new Date(Date.now() + 86_400_000));
  engine = await serve(root);
  tag = (await engine.get('/a.txt')).fields.etag ?? '';
});

/** `TAG` stands for the current entity tag. */
const get = (fields: readonly string[], target = '/a.txt') =>
  engine.get(target, ...fields.map((field) => field.replaceAll('TAG', tag)));

describe('validators (RFC 9110 §8.8)', () => {
  test('the tag is strong, and Last-Modified is the second below', async () => {
    expect(tag).toMatch(/^"[!#-~]+"$/);
    expect((await get([])).fields['last-modified']).toBe(SAME);
  });

  test('every coding has its own tag', async () => {
    const codings = ['identity', 'gzip', 'br'];
    const tags = await Promise.all(codings.map(async (c) => (await get([`Accept-Encoding: ${c}`])).fields.etag));
    expect(new Set(tags).size).toBe(3);
  });

  test('Last-Modified is never later than Date (§8.8.2.1)', async () => {
    const { fields } = await engine.get('/future.txt');
    expect(Date.parse(fields['last-modified'] ?? '')).toBeLessThanOrEqual(Date.parse(fields.date ?? ''));
  });
});

describe('one precondition (RFC 9110 §13.1)', () => {
  test.each([
    ['If-Match: TAG', 200],
    ['If-Match: "other"', 412],
    ['If-Match: "other", TAG', 200],
    ['If-Match: "a,b",TAG', 200],
    ['If-Match: *', 200],
    ['If-Match: W/TAG', 412], // strong comparison
    ['If-Match: other', 412],
    ['If-Match:', 412],
    ['If-None-Match: TAG', 304],
    ['If-None-Match: W/TAG', 304], // weak comparison
    ['If-None-Match: "other"', 200],
    ['If-None-Match: "other" , TAG', 304],
    ['If-None-Match: ,, TAG ,', 304],
    ['If-None-Match: *', 304],
    ['If-None-Match: "*"', 200],
    ['If-None-Match: w/TAG', 200],
    ['If-None-Match: other', 200],
    [`If-Modified-Since: ${SAME}`, 304],
    [`If-Modified-Since: ${AFTER}`, 304],
    [`If-Modified-Since: ${BEFORE}`, 200],
    ['If-Modified-Since: Saturday, 03-Feb-24 04:05:06 GMT', 304],
    ['If-Modified-Since: Sat Feb  3 04:05:06 2024', 304],
    ['If-Modified-Since: Sat, 03 Feb 2024 04:05:06 +0000', 200], // no HTTP-date: ignored
    ['If-Modified-Since: 2024-02-03T04:05:06Z', 200],
    ['If-Modified-Since: yesterday', 200],
    ['If-Modified-Since: 0', 200],
    [`If-Unmodified-Since: ${SAME}`, 200],
    [`If-Unmodified-Since: ${AFTER}`, 200],
    [`If-Unmodified-Since: ${BEFORE}`, 412],
    ['If-Unmodified-Since: never', 200],
  ])('%s is answered %i, hot or not', async (field, status) => {
    for (let i = 0; i < 3; i++) {
      expect((await get([field])).status).toBe(status);
      await get([]);
    }
  });
});

describe('several (RFC 9110 §13.2.2)', () => {
  test.each([
    [['If-Match: TAG', `If-Unmodified-Since: ${BEFORE}`], 200], // If-Match overrides the date
    [['If-Match: "x"', `If-Unmodified-Since: ${AFTER}`], 412],
    [['If-None-Match: "x"', `If-Modified-Since: ${AFTER}`], 200], // If-None-Match overrides the date
    [['If-None-Match: TAG', `If-Modified-Since: ${BEFORE}`], 304],
    [['If-Match: TAG', 'If-None-Match: TAG'], 304],
    [['If-Match: "x"', 'If-None-Match: TAG'], 412],
    [[`If-Unmodified-Since: ${BEFORE}`, 'If-None-Match: TAG'], 412],
    [[`If-Unmodified-Since: ${SAME}`, `If-Modified-Since: ${SAME}`], 304],
    [['If-None-Match: "x"', 'If-None-Match: TAG'], 304], // two lines are one list (§5.3)
    [['If-None-Match: TAG', 'Range: bytes=0-0'], 304], // before Range
    [['If-Match: "x"', 'Range: bytes=0-0'], 412],
    [['If-Match: TAG', 'Range: bytes=0-0'], 206],
    [['If-None-Match: "x"', 'Range: bytes=0-0'], 206],
    [['If-None-Match: TAG', 'Range: bytes=99999-'], 304],
  ])('%j is answered %i', async (fields, status) => {
    expect((await get(fields)).status).toBe(status);
  });
});

describe('304 (RFC 9110 §15.4.5)', () => {
  test('has what a 200 would tell a cache, and nothing about content', async () => {
    const ok = await get(['Accept-Encoding: br']);
    const same = await get(['Accept-Encoding: br', `If-None-Match: ${ok.fields.etag}`]);
    expect(same.status).toBe(304);
    for (const name of ['etag', 'vary', 'cache-control', 'date']) expect(same.fields).toHaveProperty(name);
    expect(same.fields.etag).toBe(ok.fields.etag);
    for (const name of ['content-length', 'content-type', 'content-encoding', 'transfer-encoding', 'last-modified']) {
      expect(same.fields).not.toHaveProperty(name);
    }
  });

  test('is that of the coding that would be sent', async () => {
    const coded = (await get(['Accept-Encoding: br'])).fields.etag;
    expect((await get(['Accept-Encoding: br', `If-None-Match: ${coded}`])).status).toBe(304);
    expect((await get(['Accept-Encoding: br', `If-None-Match: ${tag}`])).status).toBe(200);
    expect((await get([`If-None-Match: ${coded}`])).status).toBe(200);
  });
});

test.each([
  ['If-None-Match: *', 'text/html'],
  ['If-None-Match: *', 'application/json'],
  ['If-Match: *', 'text/html'],
  ['If-Match: "x"', 'application/json'],
  [`If-Modified-Since: ${AFTER}`, 'text/html'],
  [`If-Unmodified-Since: ${BEFORE}`, 'text/html'],
])('%s changes nothing where there is nothing: 404 (RFC 9110 §13.2.1), as %s', async (field, accept) => {
  for (let i = 0; i < 2; i++) {
    const answer = await engine.get('/missing', field, `Accept: ${accept}`);
    expect(answer.status).toBe(404);
    expect(answer.fields).not.toHaveProperty('etag');
  }
});

test('a date in the future is no reason to send nothing', async () => {
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toUTCString();
  expect((await get([`If-Modified-Since: ${tomorrow}`])).status).toBe(304);
});
