import { buffer } from 'node:stream/consumers';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codings, compressWhole, createCompressor, SIDECAR_EXTENSION } from './codings.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.\n'.repeat(500);
const decoders = {
  br: zlib.brotliDecompressSync,
  gzip: zlib.gunzipSync,
  zstd: (zlib as unknown as { zstdDecompressSync: (bytes: Buffer) => Buffer }).zstdDecompressSync,
};

test('zstd is offered exactly where this Node has it, brotli always first', () => {
  const all = 'zstdCompress' in zlib ? ['br', 'zstd', 'gzip'] : ['br', 'gzip'];
  expect(codings()).toEqual(all);
});

describe.each(codings())('%s', (coding) => {
  test('whole content comes back from its coded form, which is smaller', async () => {
    const coded = await compressWhole(Buffer.from(TEXT), coding);
    expect(decoders[coding](coded).toString()).toBe(TEXT);
    expect(coded.byteLength).toBeLessThan(TEXT.length / 10);
  });

  test('a stream gives the same content, though its length is only a guess', async () => {
    const compressor = createCompressor(coding, 10);
    compressor.end(TEXT);
    expect(decoders[coding](await buffer(compressor)).toString()).toBe(TEXT);
  });

  test('content of no bytes is a valid coded form too', async () => {
    expect(decoders[coding](await compressWhole(Buffer.alloc(0), coding)).byteLength).toBe(0);
  });

  test('has an ending for siblings', () => {
    expect(SIDECAR_EXTENSION[coding]).toMatch(/^\.\w+$/);
  });
});

test.runIf(!codings().includes('zstd'))('a coding that this Node lacks is an error, not another coding', () => {
  expect(() => compressWhole(Buffer.from('x'), 'zstd')).toThrow('zstd is not available');
  expect(() => createCompressor('zstd', 1)).toThrow('zstd is not available');
});
