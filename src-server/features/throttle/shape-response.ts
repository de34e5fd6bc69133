import type { ServerResponse } from 'node:http';
import type { Rate } from './rate.ts';

type Done = (error?: Error | null) => void;
interface Piece {
  readonly bytes: Uint8Array;
  readonly done: Done | undefined;
}

/**
 * Lets content leave in small pieces at the line's pace. A writer sees back-pressure as with a slow client: `write` answers
 * `false` until everything has left.
 */
export function shapeResponse(response: ServerResponse, rate: Rate): void {
  const write = response.write.bind(response) as (bytes: Uint8Array, done?: Done) => boolean;
  const end = response.end.bind(response) as (done?: () => void) => unknown;
  const queue: Piece[] = [];
  let timer: NodeJS.Timeout | undefined;
  let finish: (() => void) | undefined;

  const release = () => {
    timer = undefined;
    const piece = queue.shift();
    if (piece && !response.destroyed) write(piece.bytes, piece.done);
    if (queue.length > 0) schedule();
    else if (finish) finish();
    else response.emit('drain');
  };
  const schedule = () => {
    timer ??= setTimeout(release, rate.book(queue[0]?.bytes.byteLength ?? 0));
  };
  const enqueue = (chunk: unknown, encoding: unknown, done: Done | undefined) => {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : (chunk as Uint8Array);
    queue.push(...split(bytes, rate.pieceBytes, done));
    schedule();
  };
  response.once('close', () => {
    clearTimeout(timer);
    for (const { done } of queue.splice(0)) done?.(new Error('The client left.')); // frees the writer's buffers
  });

  response.write = ((chunk: unknown, encoding?: unknown, done?: Done) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    enqueue(chunk, encoding, typeof encoding === 'function' ? (encoding as Done) : done);
    return false;
  }) as typeof response.write;
  response.end = ((chunk?: unknown, encoding?: unknown, done?: () => void) => {
    const callback = [chunk, encoding, done].find((argument) => typeof argument === 'function') as
      | (() => void)
      | undefined;
    if (!response.headersSent) response.writeHead(response.statusCode);
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') enqueue(chunk, encoding, undefined);
    finish = () => end(callback);
    if (queue.length === 0) finish();
    return response;
  }) as typeof response.end;
}

function split(bytes: Uint8Array, pieceBytes: number, done: Done | undefined): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < bytes.byteLength || start === 0; start += pieceBytes) {
    const isLast = start + pieceBytes >= bytes.byteLength;
    pieces.push({ bytes: bytes.subarray(start, start + pieceBytes), done: isLast ? done : undefined });
  }
  return pieces;
}
