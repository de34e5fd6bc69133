import { SharedThread, type WithoutId } from '../../shared-thread.ts';
import { closedError, FolderReading } from './folder-reading.ts';
import program from './thread/main.ts?thread';
import type { Answer, FolderRequest, Piece, Question } from './thread/messages.ts';

/** For two pieces: one is written while the other is sent. Other requests wait some 50 µs while one is handed over. */
const MEMORY_BYTES = 2 * 64 * 1024;
/** Memories kept while nobody uses them. */
const MEMORIES_KEPT = 8;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Reads folders and writes their rows in a thread: 50,000 entries take some 200 ms, which would hold up every other request.
 */
class FolderThread {
  readonly #thread = new SharedThread<Question, Answer>({
    name: 'portico-folders',
    program,
    receive: (answer) => this.#receive(answer),
    lose: (error) => this.#lose(error),
  });
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #freeMemories: SharedArrayBuffer[] = [];

  /** @throws the system's error if the folder cannot be opened */
  async read(request: FolderRequest): Promise<FolderReading> {
    this.#thread.hold();
    this.#lastId += 1;
    const id = this.#lastId;
    const memory = this.#freeMemories.pop() ?? new SharedArrayBuffer(MEMORY_BYTES);
    const closed = new Int32Array(new SharedArrayBuffer(4));
    const reading = new FolderReading(memory, {
      next: () => this.#next(id),
      close: (isFree) => {
        Atomics.store(closed, 0, 1); // goes before all messages
        this.#close(id, isFree ? memory : undefined);
      },
    });
    try {
      const opened = await this.#ask(id, { ask: 'open', request, memory, closed });
      reading.large = 'large' in opened && opened.large;
      return reading;
    } catch (error) {
      reading.close();
      throw error;
    }
  }

  async #next(id: number): Promise<Piece> {
    const answer = await this.#ask(id, { ask: 'next' });
    if ('piece' in answer) return answer.piece;
    throw new Error('the folder thread answered something else');
  }

  #ask(id: number, question: WithoutId<Question>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.post({ id, ...question } as Question);
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

  #close(id: number, memory: SharedArrayBuffer | undefined): void {
    this.#waiting.get(id)?.reject(closedError());
    this.#waiting.delete(id);
    this.#thread.post({ id, ask: 'close' });
    this.#thread.release();
    if (memory && this.#freeMemories.length < MEMORIES_KEPT) this.#freeMemories.push(memory);
  }
}

const shared = new FolderThread();

/** @throws the system's error if the folder cannot be opened */
export const readFolder = (request: FolderRequest): Promise<FolderReading> => shared.read(request);
