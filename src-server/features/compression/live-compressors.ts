import type { Transform } from 'node:stream';
import type { ContentCoding } from '../../http/content-coding.ts';
import { createCompressor } from './codings.ts';

/** Each takes some MiB for as long as its client reads, or does not: thousands of them would take all memory there is. */
const MOST = 16;
let working = 0;

/** False while so many compress that the next answer should go out as it is. */
export const canCompress = (): boolean => working < MOST;

/** Hands out a compressor for as long as `work` takes. */
export async function withCompressor<T>(
  coding: ContentCoding,
  sizeHint: number,
  work: (compressor: Transform) => Promise<T>,
): Promise<T> {
  working += 1;
  try {
    return await work(createCompressor(coding, sizeHint));
  } finally {
    working -= 1;
  }
}
