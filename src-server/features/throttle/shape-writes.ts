import type { Writable } from 'node:stream';
import type { Rate } from './rate.ts';

type Done = (error?: Error | null) => void;
interface Piece {
  readonly bytes: Uint8Array;
  readonly done: Done | undefined;
}
/** What there is of a stream: Node's responses are none of its class, but behave like it. */
type Stream = Pick<Writable, 'write' | 'end' | 'emit' | 'once' | 'destroyed'>;

/**
 * Lets what is written leave in small pieces at the line's pace. A writer sees back-pressure as with a slow client: `write`
 * answers `false` until everything has left.
 * @param before called before anything is taken
 */
export function shapeWrites(stream: Stream, rate: Rate, before: () => void = () => undefined): void {
  const write = stream.write.bind(stream) as (bytes: Uint8Array, done?: Done) => boolean;
  const end = stream.end.bind(stream) as (done?: () => void) => unknown;
  const emit = stream.emit.bind(stream);
  const queue: Piece[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** A client slower than the line: its pace counts then. */
  let isBlocked = false;
  let finish: (() => void) | undefined;

  const release = () => {
    timer = undefined;
    const piece = queue.shift();
    isBlocked = piece !== undefined && !stream.destroyed && !write(piece.bytes, piece.done);
    if (!isBlocked) goOn();
  };
  const goOn = () => {
    if (queue.length > 0) schedule();
    else if (finish) finish();
    else emit('drain');
  };
  const schedule = () => {
    if (!isBlocked) timer ??= setTimeout(release, rate.book(queue[0]?.bytes.byteLength ?? 0));
  };
  const enqueue = (chunk: unknown, encoding: unknown, done: Done | undefined) => {
    queue.push(...split(bytesOf(chunk, encoding), rate.pieceBytes, done));
    schedule();
  };
  stream.once('close', () => {
    clearTimeout(timer);
    for (const { done } of queue.splice(0)) done?.(new Error('The client left.')); // frees the writer's buffers
  });

  // The writer is to go on when the queue is empty, not before
  stream.emit = ((event: string, ...rest: unknown[]) => {
    if (event !== 'drain') return emit(event, ...rest);
    if (!isBlocked) return false;
    isBlocked = false;
    goOn();
    return true;
  }) as typeof stream.emit;
  stream.write = ((chunk: unknown, encoding?: unknown, done?: Done) => {
    before();
    enqueue(chunk, encoding, typeof encoding === 'function' ? (encoding as Done) : done);
    return false;
  }) as typeof stream.write;
  stream.end = ((chunk?: unknown, encoding?: unknown, done?: () => void) => {
    const callback = [chunk, encoding, done].find((argument) => typeof argument === 'function') as
      | (() => void)
      | undefined;
    before();
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') enqueue(chunk, encoding, undefined);
    finish = () => end(callback);
    if (queue.length === 0 && !isBlocked) finish();
    return stream;
  }) as typeof stream.end;
}

function bytesOf(chunk: unknown, encoding: unknown): Uint8Array {
  if (typeof chunk !== 'string') return chunk as Uint8Array;
  return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
}

function split(bytes: Uint8Array, pieceBytes: number, done: Done | undefined): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < bytes.byteLength || start === 0; start += pieceBytes) {
    const isLast = start + pieceBytes >= bytes.byteLength;
    pieces.push({ bytes: bytes.subarray(start, start + pieceBytes), done: isLast ? done : undefined });
  }
  return pieces;
}
