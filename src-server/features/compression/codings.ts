import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { ContentCoding } from '../../http/content-coding.ts';

/** Levels for answers made on the fly: about the speed of gzip 6, a sixth smaller. */
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;
const ZSTD_LEVEL = 3;

/** Node ≥ 22.15 has zstd; it is found by feature test, never by version. */
interface Zstd {
  createZstdCompress(options: object): Transform;
  zstdCompress(content: Uint8Array, options: object, done: (error: Error | null, result: Buffer) => void): void;
}
const zstd: Zstd | undefined = 'createZstdCompress' in zlib ? (zlib as unknown as Zstd) : undefined;
const zstdOptions = {
  params: { [(zlib.constants as Record<string, number>).ZSTD_c_compressionLevel ?? 100]: ZSTD_LEVEL },
};

/** What this Node can make, best first. */
export const CODINGS: readonly ContentCoding[] = zstd ? ['br', 'zstd', 'gzip'] : ['br', 'gzip'];
/** File name endings of precompressed siblings. */
export const SIDECAR_EXTENSION = { br: '.br', zstd: '.zst', gzip: '.gz' } as const satisfies Record<
  ContentCoding,
  string
>;

const brotliParams = (sizeHint: number) => ({
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: sizeHint },
});

/** Runs on libuv's threads: the event loop goes on. */
export function compressWhole(content: Uint8Array, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'br') return promisify(zlib.brotliCompress)(content, brotliParams(content.byteLength));
  if (coding === 'gzip') return promisify(zlib.gzip)(content, { level: GZIP_LEVEL });
  if (!zstd) throw new Error('zstd is not available');
  return promisify(zstd.zstdCompress)(content, zstdOptions);
}

export function createCompressor(coding: ContentCoding, sizeHint: number): Transform {
  if (coding === 'br') return zlib.createBrotliCompress(brotliParams(sizeHint));
  if (coding === 'gzip') return zlib.createGzip({ level: GZIP_LEVEL });
  if (!zstd) throw new Error('zstd is not available');
  return zstd.createZstdCompress(zstdOptions);
}
