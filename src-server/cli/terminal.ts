import { setTimeout as sleep } from 'node:timers/promises';
import { createLineWriter, type LineWriter } from '../log/line-writer.ts';

/** A pager that nobody scrolls reads nothing more: the program ends without its last lines then. */
const PATIENCE_MS = 1_000;

/**
 * Stderr in batches, one on its way at a time: behind a reader that is slow the log waits, then loses lines, and serving
 * goes on. A reader that has gone (EPIPE) is no failure; nobody is left to hear of it.
 */
export function createTerminal(): LineWriter {
  process.stderr.on('error', () => undefined);
  const writer = createLineWriter({ append, onFailure: () => undefined });
  return { ...writer, flush: () => Promise.race([writer.flush(), sleep(PATIENCE_MS)]) };
}

function append(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stderr.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
