import { setTimeout as sleep } from 'node:timers/promises';
import { createByteQueue } from './byte-queue.ts';

/** Text on its way to a file or a terminal. */
export interface LineWriter {
  /** Takes whole lines. Never waits. */
  write(text: string): void;
  /** Resolves when everything taken so far has been written, or could not be. */
  flush(): Promise<void>;
}

export interface LineWriterOptions {
  /** Writes the bytes whole, or throws. One call at a time; they are valid until it resolves. */
  readonly append: (bytes: Buffer) => Promise<void>;
  /** The first failure of a row of them: its text is lost, writing is tried again with what comes next. */
  readonly onFailure: (error: unknown) => void;
}

const FLUSH_AFTER_MS = 50;
/** A log that cannot be written must not take the memory: beyond this, new lines are lost. */
const MAX_WAITING = 8 * 2 ** 20;

/** Collects lines for 50 ms and writes them with one call; while one is being written, the next collects. */
export function createLineWriter({ append, onFailure }: LineWriterOptions): LineWriter {
  const queue = createByteQueue();
  let failing = false;
  let work: Promise<void> | undefined;

  const writeWaiting = async () => {
    const bytes = queue.take();
    try {
      await append(bytes);
      failing = false;
    } catch (error) {
      if (!failing) onFailure(error);
      failing = true;
    }
    queue.reuse(bytes);
  };
  const run = async () => {
    await sleep(FLUSH_AFTER_MS);
    await writeWaiting();
    work = undefined;
    if (queue.length > 0) start();
  };
  const start = () => {
    work ??= run();
  };
  return {
    write(text) {
      if (text === '' || queue.length + text.length > MAX_WAITING) return;
      queue.push(text);
      start();
    },
    async flush() {
      while (work) await work;
    },
  };
}
