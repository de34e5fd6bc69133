import type { ServerResponse } from 'node:http';
import { takeBuffer } from './buffer-pool.ts';
import { sameVersion } from './disk-file-space.ts';
import type { OpenFile } from './open-file.ts';
import { Writes } from './writes.ts';

/** The file changed while it was sent: what left already must not look like a complete answer. */
export class FileChangedError extends Error {
  constructor(path: string) {
    super(`${path} changed while it was sent; the connection was cut`);
    this.name = 'FileChangedError';
  }
}

/** The exchange that a file is sent in, as far as it matters here. */
interface Receiving {
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
  /** The file's path. */
  readonly file: string | undefined;
}

/** Bytes `start` to `end`, both inclusive, as RFC 9110 §14.1.2 counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Writes a span of a file to the response with constant memory. The last bytes are held back until the file is known to be
 * the version it was at the start. Does not end the response.
 * @param begin sends the head; called once the first bytes are read, so that a disk that fails can still be told as an error
 * @throws FileChangedError · AbortError when the client left · Node's error when reading fails
 */
export async function sendSpan(exchange: Receiving, file: OpenFile, span: Span, begin: () => void): Promise<void> {
  const writes = new Writes(exchange);
  try {
    await sendBuffers(exchange, file, span, writes, begin);
  } finally {
    writes.close();
  }
}

async function sendBuffers(
  exchange: Receiving,
  file: OpenFile,
  span: Span,
  writes: Writes,
  begin: () => void,
): Promise<void> {
  for (let position = span.start; position <= span.end; ) {
    await writes.room();
    const remaining = span.end - position + 1;
    const buffer = takeBuffer(remaining);
    writes.hold(buffer);
    const bytesRead = await file.read(buffer, 0, Math.min(remaining, buffer.byteLength), position);
    if (bytesRead === 0) throw new FileChangedError(exchange.file ?? 'file');
    const isFirst = position === span.start;
    position += bytesRead;
    if (position > span.end) await assertUnchanged(exchange, file);
    if (isFirst) begin();
    writes.add(buffer, bytesRead);
  }
  await writes.done();
}

/** Reads a whole small file. @returns undefined if it changed meanwhile */
export async function readWhole(file: OpenFile): Promise<Buffer | undefined> {
  const size = Number(file.stat.size);
  const content = Buffer.allocUnsafeSlow(size);
  for (let offset = 0; offset < size; ) {
    const bytesRead = await file.read(content, offset, size - offset, offset);
    if (bytesRead === 0) return undefined;
    offset += bytesRead;
  }
  return (await isUnchanged(file)) ? content : undefined;
}

async function isUnchanged(file: OpenFile): Promise<boolean> {
  return sameVersion(await file.statNow(), file.stat);
}

async function assertUnchanged(exchange: Receiving, file: OpenFile): Promise<void> {
  if (!(await isUnchanged(file))) throw new FileChangedError(exchange.file ?? 'file');
}
