import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';
import type { WireAnswer } from './support/wire-answer.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.\n'.repeat(200);
const NOISE = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 2_654_435_761) >>> 24));
const BIG = 'A line of a file that is too large to be read whole.\n'.repeat(60_000);

let engine: Engine;
let root: string;
beforeAll(async () => {
  root = await tempFolder({
    'a.js': TEXT,
    'small.css': 'p{}',
    'big.txt': BIG,
    'huge.txt': Buffer.alloc(12 * 1024 * 1024, 'x'),
    'img.png': NOISE,
    'data.unknown': NOISE,
    'download.gz': zlib.gzipSync(TEXT),
    'side.html': `${TEXT}original`,
    'side.html.br': zlib.brotliCompressSync(`${TEXT}br`),
    'side.html.gz': zlib.gzipSync(`${TEXT}gz`),
    'old.html': `${TEXT}new`,
    'old.html.gz': zlib.gzipSync(`${TEXT}old`),
    'cut.html': TEXT,
    'cut.html.br': '',
    'cut.html.gz': zlib.gzipSync(`${TEXT}gz`),
    'named.html': TEXT,
    'named.html.gz': 'only called so',
    'folder.html': TEXT,
    'folder.html.gz/x': '',
    'icon.svg': `<svg>${TEXT}</svg>`,
    'm.wasm': TEXT,
    'dir/index.html': `${TEXT}index`,
    'dir/index.html.gz': zlib.gzipSync(`${TEXT}index gz`),
  });
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(join(root, 'old.html.gz'), yesterday, yesterday);
  engine = await serve(root);
});

const get = (target: string, accepted?: string) =>
  engine.get(target, ...(accepted === undefined ? [] : [`Accept-Encoding: ${accepted}`]));

const hasZstd = 'zstdDecompressSync' in zlib;

function decoded({ fields, content }: WireAnswer): string {
  const coding = fields['content-encoding'];
  if (coding === 'br') return zlib.brotliDecompressSync(content).toString();
  if (coding === 'gzip') return zlib.gunzipSync(content).toString();
  if (coding === 'zstd') {
    return (zlib as unknown as { zstdDecompressSync(b: Buffer): Buffer }).zstdDecompressSync(content).toString();
  }
  return content.toString();
}

describe('negotiation (RFC 9110 §12.5.3)', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br', 'br'],
    ['brotli', 'identity'],
    ['deflate', 'identity'],
    ['compress, deflate', 'identity'],
    ['gzip, deflate, br', 'br'],
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0.5, gzip;q=0.501', 'gzip'],
    ['br;q=0', 'identity'],
    ['br;q=0.0, gzip', 'gzip'],
    ['br;q=0.000, gzip;q=0.001', 'gzip'],
    ['gzip;q=0.1, identity;q=0.5', 'identity'],
    ['gzip;q=0.5, identity;q=0.1', 'gzip'],
    ['*', 'br'],
    ['*;q=0.1, identity;q=0.5', 'identity'],
    ['gzip, *;q=0', 'gzip'],
    ['br;q=0, *', hasZstd ? 'zstd' : 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', undefined],
    ['*;q=0', undefined],
    ['identity;q=0, deflate', undefined],
    ['gzip;q=0, identity;q=0', undefined],
    ['gzip;q=2', 'identity'], // no weight of the grammar: the member is ignored
    ['gzip;q=', 'identity'],
    ['gzip;q=-1', 'identity'],
    ['gzip;q=0.1234, br', 'br'],
    ['gzip;level=9', 'identity'],
    [' gzip ,, br ;q=0.1', 'gzip'],
    ['"gzip"', 'identity'],
    ['gzip br', 'identity'],
  ])('%j gets %s, hot or not', async (accepted, coding) => {
    for (let i = 0; i < 3; i++) {
      const answer = await get('/a.js', accepted);
      expect(answer.status).toBe(coding === undefined ? 406 : 200);
      expect(answer.fields.vary).toMatch(/accept-encoding/i);
      if (coding === undefined) continue;
      expect(answer.fields['content-encoding'] ?? 'identity').toBe(coding);
      expect(decoded(answer)).toBe(TEXT);
      expect(answer.fields['content-type']).toBe('text/javascript; charset=utf-8');
    }
  });

  test.runIf(hasZstd)('zstd, where Node has it', async () => {
    const answer = await get('/a.js', 'zstd');
    expect(answer.fields['content-encoding']).toBe('zstd');
    expect(decoded(answer)).toBe(TEXT);
  });

  test('two lines of Accept-Encoding are one list', async () => {
    const answer = await engine.get('/a.js', 'Accept-Encoding: br;q=0', 'Accept-Encoding: gzip');
    expect(answer.fields['content-encoding']).toBe('gzip');
  });
});

describe('what is coded', () => {
  test.each([
    ['/small.css', 'identity'], // would not get smaller
    ['/img.png', 'identity'],
    ['/data.unknown', 'identity'],
    ['/download.gz', 'identity'], // never twice
    ['/huge.txt', 'identity'], // can be resumed and shows its progress
    ['/icon.svg', 'br'],
    ['/m.wasm', 'br'],
    ['/big.txt', 'br'],
  ])('%s is sent as %s', async (target, coding) => {
    expect((await get(target, 'br')).fields['content-encoding'] ?? 'identity').toBe(coding);
  });

  test('a download that is compressed by itself has no Content-Encoding', async () => {
    const answer = await get('/download.gz', 'gzip');
    expect(answer.fields['content-type']).toBe('application/gzip');
    expect(zlib.gunzipSync(answer.content).toString()).toBe(TEXT);
  });

  test.each(['br', 'gzip'])('a file that is not read whole streams as %s', async (coding) => {
    const answer = await get('/big.txt', coding);
    expect(answer).toMatchObject({ status: 200, framing: 'chunked', fields: { 'content-encoding': coding } });
    expect(decoded(answer)).toBe(BIG);
  });

  test('an HTTP/1.0 client gets it without chunks', async () => {
    const answer = await engine.ask('GET /big.txt HTTP/1.0', ['Accept-Encoding: gzip']);
    expect(answer).toMatchObject({ status: 200, framing: 'close' });
    expect(decoded(answer)).toBe(BIG);
  });

  test('Vary stands on every answer that could differ, and on no other', async () => {
    for (const target of ['/a.js', '/small.css', '/big.txt', '/side.html', '/dir/']) {
      for (const accepted of [undefined, 'gzip', 'identity']) {
        expect((await get(target, accepted)).fields.vary).toMatch(/accept-encoding/i);
      }
    }
    expect((await get('/img.png', 'gzip')).fields.vary ?? '').not.toMatch(/accept-encoding/i);
  });

  test('compression: false sends files as they are', async () => {
    const plain = await serve(root, { compression: false });
    for (const target of ['/a.js', '/side.html']) {
      const answer = await plain.get(target, 'Accept-Encoding: br, gzip');
      expect(answer.fields).not.toHaveProperty('content-encoding');
      expect(answer.fields).not.toHaveProperty('vary');
    }
  });
});

describe('precompressed siblings', () => {
  test.each([
    ['br, gzip', 'br', `${TEXT}br`],
    ['gzip', 'gzip', `${TEXT}gz`],
    ['gzip;q=1, br;q=0.9', 'gzip', `${TEXT}gz`],
    [undefined, undefined, `${TEXT}original`],
    ['identity', undefined, `${TEXT}original`],
  ])('for %j', async (accepted, coding, text) => {
    for (let i = 0; i < 2; i++) {
      const answer = await get('/side.html', accepted);
      expect(answer.fields['content-encoding']).toBe(coding);
      expect(decoded(answer)).toBe(text);
      expect(answer.fields['content-type']).toBe('text/html; charset=utf-8');
    }
  });

  test('an older one belongs to an older original', async () => {
    expect(decoded(await get('/old.html', 'gzip'))).toBe(`${TEXT}new`);
  });

  test('of an index file', async () => {
    expect(decoded(await get('/dir/', 'gzip'))).toBe(`${TEXT}index gz`);
  });

  test('a folder of that name is none', async () => {
    expect(decoded(await get('/folder.html', 'gzip'))).toBe(TEXT);
  });

  test('one that cannot be decoded is none: a build that was cut short, or a file that only has such a name', async () => {
    for (let i = 0; i < 3; i++) {
      expect(decoded(await get('/cut.html', 'br, gzip'))).toBe(TEXT);
      expect(decoded(await get('/cut.html', 'gzip'))).toBe(`${TEXT}gz`);
      expect(decoded(await get('/named.html', 'gzip'))).toBe(TEXT);
    }
    expect((await get('/named.html.gz')).content.toString()).toBe('only called so');
  });

  test('can be fetched by its own name, as the file that it is', async () => {
    const answer = await get('/side.html.gz', 'gzip');
    expect(answer.fields).not.toHaveProperty('content-encoding');
    expect(answer.fields['content-type']).toBe('application/gzip');
  });

  test('has its own validator', async () => {
    const coded = (await get('/side.html', 'br')).fields.etag ?? '';
    expect(coded).not.toBe((await get('/side.html')).fields.etag);
    expect((await engine.get('/side.html', 'Accept-Encoding: br', `If-None-Match: ${coded}`)).status).toBe(304);
  });

  test('an edit of either is seen at once', async () => {
    const side = await tempFolder({ 'x.html': `${TEXT}1` });
    const other = await serve(side);
    const seen = async (accepted: string) => decoded(await other.get('/x.html', `Accept-Encoding: ${accepted}`));
    expect(await seen('gzip')).toBe(`${TEXT}1`);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await seen('identity')).toBe(`${TEXT}1`);
    await writeFile(join(side, 'x.html.gz'), zlib.gzipSync(`${TEXT}sidecar`));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await seen('gzip;q=0.9')).toBe(`${TEXT}sidecar`);
    expect(await seen('gzip;q=0.9')).toBe(`${TEXT}sidecar`);
    await writeFile(join(side, 'x.html.gz'), zlib.gzipSync(`${TEXT}second`));
    expect(await seen('gzip;q=0.9')).toBe(`${TEXT}second`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(join(side, 'x.html'), `${TEXT}2`);
    expect(await seen('gzip;q=0.9')).toBe(`${TEXT}2`);
    expect(await seen('identity')).toBe(`${TEXT}2`);
  });
});

test('compression does not hold up other requests', async () => {
  const busy = Array.from({ length: 8 }, (_, i) => get(`/big.txt?${i}`, 'br'));
  const waits: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    expect((await get('/small.css')).status).toBe(200);
    waits.push(performance.now() - start);
  }
  await Promise.all(busy);
  expect(Math.max(...waits)).toBeLessThan(1_000);
});
