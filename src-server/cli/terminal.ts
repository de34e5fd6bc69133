import { write } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorCode } from '../errors.ts';
import { createLineWriter, type LineWriter } from '../log/line-writer.ts';

const STDERR = 2;
const AGAIN_AFTER_MS = 20;
const writeBytes = promisify(write);

/**
 * Stderr without waiting for it. Node writes to a terminal or pipe at once and blocks until somebody reads: a pager at the
 * other end would stop the server. A reader that has gone (EPIPE) is no failure; nobody is left to hear of it.
 */
export function createTerminal(): LineWriter {
  return createLineWriter({ append: writeAll, onFailure: () => undefined });
}

async function writeAll(text: string): Promise<void> {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      const { bytesWritten } = await writeBytes(STDERR, rest);
      rest = rest.subarray(bytesWritten);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
