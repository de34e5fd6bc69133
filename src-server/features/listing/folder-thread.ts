import { AT_LOW_PRIORITY } from '../../files/low-priority.ts';
import { SharedThread } from '../../shared-thread.ts';
import type { Batch, FolderRequest } from './entry.ts';
import { type Answer, FOLDER_THREAD_SOURCE, type Question } from './folder-batches.ts';

/** Entries in one batch: about 0.2 ms to write out as HTML, for which other requests wait. */
const BATCH_SIZE = 200;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export interface FolderReading {
  /** More entries than one batch takes. */
  readonly large: boolean;
  /** Ending the iteration early closes the reading. */
  readonly batches: AsyncGenerator<Batch, void>;
  /** To be called where the batches are not read at all. */
  close(): void;
}

/**
 * Reads folders in a thread: 50,000 entries take some 200 ms of system calls and sorting, which would hold up every other
 * request.
 */
class FolderThread {
  readonly #thread = new SharedThread<Question, Answer>({
    name: 'portico-folders',
    source: AT_LOW_PRIORITY + FOLDER_THREAD_SOURCE,
    receive: (answer) => this.#receive(answer),
    lose: (error) => this.#lose(error),
  });
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #open = new Set<number>();

  /** @throws the system's error if the folder cannot be opened */
  async read(request: FolderRequest): Promise<FolderReading> {
    this.#thread.hold();
    this.#lastId += 1;
    const id = this.#lastId;
    this.#open.add(id);
    try {
      const opened = await this.#ask({ id, ask: 'open', request, batchSize: BATCH_SIZE });
      return { large: 'large' in opened && opened.large, batches: this.#batches(id), close: () => this.#close(id) };
    } catch (error) {
      this.#close(id);
      throw error;
    }
  }

  /** The next batch is asked for before the last one is handed on: looking up and writing out happen side by side. */
  async *#batches(id: number): AsyncGenerator<Batch, void> {
    try {
      let last = false;
      let next = this.#ask({ id, ask: 'next' });
      while (!last) {
        const answer = await next;
        if (!('batch' in answer)) throw new Error('the folder thread answered something else');
        last = answer.batch.last;
        if (!last) next = this.#ask({ id, ask: 'next' });
        next.catch(() => undefined); // nobody waits for it if the reader leaves now
        yield answer.batch;
      }
    } finally {
      this.#close(id);
    }
  }

  #ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
      this.#thread.post(question);
    });
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else waiting?.resolve(answer);
  }

  #lose(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #close(id: number): void {
    if (!this.#open.delete(id)) return;
    this.#waiting.delete(id);
    this.#thread.post({ id, ask: 'close' });
    this.#thread.release();
  }
}

const shared = new FolderThread();

/** @throws the system's error if the folder cannot be opened */
export const readFolder = (request: FolderRequest): Promise<FolderReading> => shared.read(request);
