import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';
import type { WireAnswer } from './support/wire-answer.ts';

const DIGITS = '0123456789';
const LARGE = Buffer.alloc(3_000_000, 'abcdefghijklmnopqrstuvwxyz');
const MODIFIED = new Date('2024-02-03T04:05:06Z');

let engine: Engine;
let tag: string;
beforeAll(async () => {
  const root = await tempFolder({
    'ten.txt': DIGITS,
    'empty.txt': '',
    'large.bin': LARGE,
    'text.txt': 'x\n'.repeat(5_000),
  });
  for (const name of ['ten.txt', 'large.bin', 'text.txt']) await utimes(join(root, name), MODIFIED, MODIFIED);
  engine = await serve(root);
  tag = (await engine.get('/ten.txt')).fields.etag ?? '';
});

const ranged = (range: string, target = '/ten.txt', ...fields: string[]) =>
  engine.get(target, `Range: ${range}`, ...fields);

describe('one range (RFC 9110 §14.2)', () => {
  test.each([
    ['bytes=0-', '0-9'],
    ['bytes=0-0', '0-0'],
    ['bytes=9-9', '9-9'],
    ['bytes=3-5', '3-5'],
    ['bytes=3-', '3-9'],
    ['bytes=0-9', '0-9'],
    ['bytes=0-10', '0-9'],
    ['bytes=5-99999999999999999999', '5-9'],
    ['bytes=-1', '9-9'],
    ['bytes=-3', '7-9'],
    ['bytes=-10', '0-9'],
    ['bytes=-11', '0-9'], // longer than the file: all of it
    ['bytes=-99999999999999999999', '0-9'],
    ['BYTES=0-1', '0-1'],
    ['Bytes=0-1', '0-1'],
    ['bytes=00-01', '0-1'],
    ['bytes=,0-1,', '0-1'],
    ['bytes=0-1,50-60', '0-1'], // what cannot be satisfied is left out
  ])('%s selects %s, hot or not', async (range, selected) => {
    const [first = 0, last = 0] = selected.split('-').map(Number);
    for (let i = 0; i < 3; i++) {
      const answer = await ranged(range);
      expect(answer).toMatchObject({
        status: 206,
        fields: { 'content-range': `bytes ${selected}/10`, 'content-length': String(last - first + 1), etag: tag },
      });
      expect(answer.content.toString()).toBe(DIGITS.slice(first, last + 1));
    }
  });

  test.each(['bytes=10-', 'bytes=10-20', 'bytes=99999999999999999999-', 'bytes=-0', 'bytes=10-,20-', 'bytes=-0,10-11'])(
    '%s cannot be satisfied: 416 with the length',
    async (range) => {
      expect(await ranged(range)).toMatchObject({ status: 416, fields: { 'content-range': 'bytes */10' } });
    },
  );

  test.each([
    'items=0-1',
    'bytes',
    'bytes=',
    'bytes=,',
    'bytes=-',
    'bytes=a-b',
    'bytes=0-1x',
    'bytes=0',
    'bytes=5-2', // ended sirv's process
    'bytes=0-1,5-2',
    'bytes= 0-1',
    'bytes =0-1',
    'bytes:0-1',
    'bytes=0--1',
    'bytes=--1',
    'bytes=+0-1',
    'bytes=0x0-0x1',
    'bytes=0.0-1',
    'bytes=1e0-2',
    'bytes=\u0660-1',
    'bytes=18446744073709551616-1',
    '0-1',
    '',
    'bytes=0-1;bytes=2-3',
    'bytes=0-1, items=0-1',
  ])('%j is ignored: the whole file', async (range) => {
    const answer = await ranged(range);
    expect(answer).toMatchObject({ status: 200, fields: { 'content-length': '10' } });
    expect(answer.fields).not.toHaveProperty('content-range');
  });

  test('two lines of Range are ignored', async () => {
    expect((await engine.get('/ten.txt', 'Range: bytes=0-0', 'Range: bytes=1-1')).status).toBe(200);
  });

  test.each([
    ['bytes=0-', 416],
    ['bytes=0-0', 416],
    ['bytes=-0', 416],
    ['bytes=-1', 200],
    ['items=0-', 200],
  ])('of an empty file: %s is answered %i', async (range, status) => {
    const answer = await ranged(range, '/empty.txt');
    expect(answer.status).toBe(status);
    if (status === 416) expect(answer.fields['content-range']).toBe('bytes */0');
  });

  test.each([
    'bytes=0-0',
    'bytes=1048575-1048576',
    'bytes=65535-65536',
    'bytes=-1',
    'bytes=1000000-2999999',
    'bytes=1-',
  ])('of a file of several buffers: %s', async (range) => {
    const answer = await ranged(range, '/large.bin');
    const [first = 0, last = 0] =
      /\d+-\d+/
        .exec(answer.fields['content-range'] ?? '')?.[0]
        .split('-')
        .map(Number) ?? [];
    expect(answer.status).toBe(206);
    expect(answer.content.equals(LARGE.subarray(first, last + 1))).toBe(true);
  });
});

describe('several ranges (RFC 9110 §14.6)', () => {
  test.each([
    ['bytes=0-0,2-3', ['0-0', '2-3']],
    ['bytes=2-3, 0-0', ['2-3', '0-0']], // in the order asked for
    ['bytes=0-0,-1', ['0-0', '9-9']],
    ['bytes=0-0 , 99-100 ,	2-2', ['0-0', '2-2']],
    ['bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `${i}-${i}`)],
  ])('%s', async (range, selected) => {
    const answer = await ranged(range);
    expect(answer.status).toBe(206);
    expect(answer.fields).not.toHaveProperty('content-range');
    expect(partsOf(answer)).toEqual(
      selected.map((part) => {
        const [first = 0, last = 0] = part.split('-').map(Number);
        return {
          'content-type': 'text/plain; charset=utf-8',
          'content-range': `bytes ${part}/10`,
          content: DIGITS.slice(first, last + 1),
        };
      }),
    );
  });

  test('of a large file, each with the right bytes', async () => {
    const answer = await ranged('bytes=0-999999,1500000-1500009,-1000000', '/large.bin');
    const [first, second, third] = partsOf(answer);
    expect(first?.content).toBe(LARGE.toString('latin1', 0, 1_000_000));
    expect(second?.content).toBe(LARGE.toString('latin1', 1_500_000, 1_500_010));
    expect(third?.content).toBe(LARGE.toString('latin1', 2_000_000));
  });

  test.each([
    ['overlapping', 'bytes=0-5,3-9'],
    ['the same twice', 'bytes=0-0,0-0'],
    ['a suffix over another', 'bytes=0-,-5'],
    ['more than sixteen', `bytes=${Array.from({ length: 17 }, (_, i) => `${i}-${i}`).join(',')}`],
    ['very many (CVE-2011-3192)', `bytes=${Array.from({ length: 1_300 }, (_, i) => `5-${i}`).join(',')}`],
  ])('%s: the whole file', async (_, range) => {
    expect((await ranged(range, '/large.bin')).status).toBe(200);
  });

  test('sixteen are not too many', async () => {
    const range = Array.from({ length: 16 }, (_, i) => `${i * 10}-${i * 10 + 4}`).join(',');
    expect(partsOf(await ranged(`bytes=${range}`, '/large.bin'))).toHaveLength(16);
  });

  test('none satisfiable: 416', async () => {
    expect((await ranged('bytes=50-60,70-80')).status).toBe(416);
  });
});

describe('If-Range (RFC 9110 §13.1.5)', () => {
  test.each([
    ['TAG', 206],
    ['"other"', 200],
    ['W/TAG', 200], // strong comparison
    ['TAG, TAG', 200],
    ['*', 200],
    ['other', 200],
    ['Sat, 03 Feb 2024 04:05:06 GMT', 206],
    ['Saturday, 03-Feb-24 04:05:06 GMT', 206],
    ['Sat, 03 Feb 2024 04:05:07 GMT', 200], // must be the same date, not a later one
    ['Sat, 03 Feb 2024 04:05:05 GMT', 200],
    ['yesterday', 200],
    ['', 200],
  ])('%s is answered %i', async (value, status) => {
    expect((await ranged('bytes=0-1', '/ten.txt', `If-Range: ${value.replaceAll('TAG', tag)}`)).status).toBe(status);
  });

  test('a range that cannot be satisfied is ignored where it does not hold', async () => {
    expect((await ranged('bytes=99-', '/ten.txt', 'If-Range: "other"')).status).toBe(200);
    expect((await ranged('bytes=99-', '/ten.txt', `If-Range: ${tag}`)).status).toBe(416);
  });

  test('without Range it means nothing', async () => {
    expect((await engine.get('/ten.txt', 'If-Range: "other"')).status).toBe(200);
  });
});

describe('ranges and codings', () => {
  test('a range is one of the file as it is', async () => {
    const whole = await engine.get('/text.txt');
    const answer = await ranged('bytes=0-3', '/text.txt', 'Accept-Encoding: br, gzip');
    expect(answer).toMatchObject({
      status: 206,
      fields: { 'content-range': 'bytes 0-3/10000', etag: whole.fields.etag },
    });
    expect(answer.fields).not.toHaveProperty('content-encoding');
    expect(answer.fields.vary).toMatch(/accept-encoding/i);
  });

  test('a download of the coded form is not continued with bytes of the plain one', async () => {
    const coded = (await engine.get('/text.txt', 'Accept-Encoding: br')).fields.etag;
    const answer = await ranged('bytes=10-', '/text.txt', 'Accept-Encoding: br', `If-Range: ${coded}`);
    expect(answer.status).toBe(200);
    expect(answer.fields.etag === coded).toBe(answer.fields['content-encoding'] === 'br');
  });

  test('where the plain form is refused, so is the range', async () => {
    const answer = await ranged('bytes=0-3', '/text.txt', 'Accept-Encoding: gzip, identity;q=0');
    expect(answer).toMatchObject({ status: 200, fields: { 'content-encoding': 'gzip' } });
  });
});

interface Part {
  readonly [field: string]: string;
  readonly content: string;
}

/** Parts of multipart/byteranges (RFC 2046 §5.1); the whole content has to be used up. */
function partsOf({ fields, content }: WireAnswer): Part[] {
  const [, boundary] = /^multipart\/byteranges; boundary=([^;]+)$/.exec(fields['content-type'] ?? '') ?? [];
  const [before, ...rest] = `\r\n${content.toString('latin1')}`.split(`\r\n--${boundary}`);
  expect(before).toBe('');
  expect(rest.pop()).toBe('--\r\n');
  return rest.map((part) => {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(2, end).split('\r\n');
    const named = head.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 2),
    ]);
    return { ...Object.fromEntries(named), content: part.slice(end + 4) } as Part;
  });
}
