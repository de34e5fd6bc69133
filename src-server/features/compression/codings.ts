import type { Transform } from 'node:stream';
import { builtin } from '../../builtin.ts';
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
function findZstd(): Zstd | undefined {
  return 'createZstdCompress' in builtin.zlib ? (builtin.zlib as unknown as Zstd) : undefined;
}

const zstdOptions = () => ({
  params: { [(builtin.zlib.constants as Record<string, number>).ZSTD_c_compressionLevel ?? 100]: ZSTD_LEVEL },
});

/** What this Node can make, best first. */
export function codings(): readonly ContentCoding[] {
  return findZstd() ? WITH_ZSTD : WITHOUT_ZSTD;
}

const WITH_ZSTD = ['br', 'zstd', 'gzip'] as const;
const WITHOUT_ZSTD = ['br', 'gzip'] as const;
/** File name endings of precompressed siblings. */
export const SIDECAR_EXTENSION = { br: '.br', zstd: '.zst', gzip: '.gz' } as const satisfies Record<
  ContentCoding,
  string
>;

function brotliParams(sizeHint: number) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = builtin.zlib.constants;
  return { params: { [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [BROTLI_PARAM_SIZE_HINT]: sizeHint } };
}

/** Runs on libuv's threads: the event loop goes on. */
export function compressWhole(content: Uint8Array, coding: ContentCoding): Promise<Buffer> {
  const { zlib, util } = builtin;
  if (coding === 'br') return util.promisify(zlib.brotliCompress)(content, brotliParams(content.byteLength));
  if (coding === 'gzip') return util.promisify(zlib.gzip)(content, { level: GZIP_LEVEL });
  const zstd = findZstd();
  if (!zstd) throw new Error('zstd is not available');
  return util.promisify(zstd.zstdCompress)(content, zstdOptions());
}

export function createCompressor(coding: ContentCoding, sizeHint: number): Transform {
  const { zlib } = builtin;
  if (coding === 'br') return zlib.createBrotliCompress(brotliParams(sizeHint));
  if (coding === 'gzip') return zlib.createGzip({ level: GZIP_LEVEL });
  const zstd = findZstd();
  if (!zstd) throw new Error('zstd is not available');
  return zstd.createZstdCompress(zstdOptions());
}
