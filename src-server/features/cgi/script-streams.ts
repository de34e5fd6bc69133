import { Writable } from 'node:stream';
import { type Event, WINDOW_BYTES } from './script-messages.ts';
import type { Ask } from './script-thread.ts';

/** As much as comes at once where a lot comes. Memory of all the same size can be used again. */
const MEMORY_BYTES = 64 * 1024;
/** Less is a whole small form, and all that ever comes. */
const PAGE_BYTES = 4096;

/** What a script is given to read. Takes no more than a window of it before the script reads. */
export class ScriptInput extends Writable {
  readonly #ask: Ask;
  #onTheWay = 0;
  /** Used again: collecting it as garbage would let it grow to tens of megabytes first, and every start copies its page tables. */
  readonly #spare: ArrayBuffer[] = [];
  #goOn: (() => void) | undefined;

  constructor(ask: Ask) {
    super();
    this.#ask = ask;
    this.on('error', () => undefined); // a script need not read its content
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, goOn: () => void): void {
    const bytes = new Uint8Array(this.#memory(chunk.byteLength), 0, chunk.byteLength);
    bytes.set(chunk); // a copy: others may look at the request's content too
    this.#onTheWay += bytes.byteLength;
    this.#ask({ ask: 'write', bytes }, [bytes.buffer]);
    if (this.#onTheWay < WINDOW_BYTES) goOn();
    else this.#goOn = goOn;
  }

  override _final(done: () => void): void {
    this.#ask({ ask: 'end-input' });
    done();
  }

  wrote({ byteLength, memory }: Extract<Event, { told: 'wrote' }>): void {
    this.#onTheWay -= byteLength;
    this.#spare.push(...memory);
    const goOn = this.#goOn;
    if (!goOn || this.#onTheWay >= WINDOW_BYTES) return;
    this.#goOn = undefined;
    goOn();
  }

  #memory(byteLength: number): ArrayBuffer {
    const spare = this.#spare.pop();
    if (spare && spare.byteLength >= byteLength) return spare;
    return new ArrayBuffer(byteLength < PAGE_BYTES ? byteLength : Math.ceil(byteLength / MEMORY_BYTES) * MEMORY_BYTES);
  }
}

/** What a script writes. It comes as fast as it is read here. */
export class ScriptOutput implements AsyncIterable<Buffer> {
  readonly #ask: Ask;
  readonly #chunks: Buffer[] = [];
  #taken = 0;
  #ended = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  add({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(Buffer.from(buffer, byteOffset, byteLength));
    this.#wake?.();
  }

  /** With an error nothing more is read of it. */
  end(error?: Error): void {
    this.#error ??= error;
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    while (true) {
      if (this.#error) throw this.#error;
      const chunk = this.#chunks.shift();
      if (chunk) yield this.#take(chunk);
      else if (this.#ended) return;
      else await this.#more();
    }
  }

  #take(chunk: Buffer): Buffer {
    this.#taken += chunk.byteLength;
    if (this.#taken >= WINDOW_BYTES / 4) {
      this.#ask({ ask: 'taken', byteLength: this.#taken });
      this.#taken = 0;
    }
    return chunk;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
