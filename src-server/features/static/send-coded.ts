import { pipeline } from 'node:stream/promises';
import { sameVersion } from '../../files/disk-file-space.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { FileChangedError, type Span } from '../../files/send-file.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { withCompressor } from '../compression/live-compressors.ts';

const PIECE_BYTES = 256 * 1024;

interface Coded {
  readonly span: Span;
  readonly coding: 'br' | 'zstd' | 'gzip';
  /** Sends the head, see `sendSpan`. */
  readonly begin: () => void;
}

/** Compresses while sending: constant memory, for files that are too large to be kept. */
export async function sendCoded(exchange: Exchange, file: OpenFile, { span, coding, begin }: Coded): Promise<void> {
  const path = exchange.file ?? 'file';
  await withCompressor(coding, span.end + 1, async (compressor) => {
    const pieces = piecesOf(file, span, path, begin);
    try {
      await pipeline(pieces, compressor, exchange.response, { end: false, signal: exchange.signal });
    } finally {
      await pieces.return(); // the caller closes the file: no read may be under way then
    }
  });
}

/** Not a stream of node:fs: whoever destroys one closes the descriptor, which is not theirs. */
async function* piecesOf(
  file: OpenFile,
  { start, end }: Span,
  path: string,
  begin: () => void,
): AsyncGenerator<Buffer, void> {
  for (let position = start; position <= end; ) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, end - position + 1));
    const bytesRead = await file.read(buffer, 0, buffer.byteLength, position);
    if (bytesRead === 0) throw new FileChangedError(path);
    if (position === start) begin();
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
  if (!sameVersion(await file.statNow(), file.stat)) throw new FileChangedError(path);
}
