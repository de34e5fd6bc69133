import type { Readable } from 'node:stream';
import type { Rate } from './rate.ts';

/**
 * Delays what arrives. `push` is where HTTP/1, HTTP/2 and sockets hand over what came; answering `false` stops reading
 * from the connection, so that the client's side is held back as on a slow line.
 */
export function shapeReads(stream: Readable, rate: Rate): void {
  const push = stream.push.bind(stream);
  let timer: NodeJS.Timeout | undefined;
  const queue: { readonly chunk: Uint8Array | null; readonly dueMs: number }[] = [];

  // One timer at a time: of two timers the later one may fire first, and the end would overtake the content
  const schedule = () => {
    const [next] = queue;
    if (next) timer = setTimeout(release, next.dueMs - performance.now());
  };
  const release = () => {
    const next = queue.shift();
    if (next && !stream.destroyed) push(next.chunk);
    schedule();
  };
  // HTTP/2 treats it as a bug when somebody waits for more of a stream that is closed: its end must be known by then
  stream.once('close', () => {
    clearTimeout(timer);
    for (const { chunk } of queue.splice(0)) if (!stream.destroyed) push(chunk);
  });

  stream.push = (chunk: Uint8Array | null) => {
    const nowMs = performance.now();
    const delayMs = rate.book(chunk?.byteLength ?? 0, nowMs);
    if (delayMs < 1 && queue.length === 0) return push(chunk);
    queue.push({ chunk, dueMs: nowMs + delayMs });
    if (queue.length === 1) schedule();
    return false;
  };
}
