import { connect, type Socket } from 'node:net';
import { readAnswer, type WireAnswer } from './wire-answer.ts';

/** A client that sends bytes as they are and reads responses strictly. Close it, or let the server close it. */
export class WireClient {
  readonly socket: Socket;
  #chunks: Buffer[] = [];
  #length = 0;
  #ended = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(port: number, host = '127.0.0.1') {
    this.socket = connect({ port, host, allowHalfOpen: true });
    this.socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#wake?.();
    });
    const ended = () => {
      this.#ended = true;
      this.#wake?.();
    };
    this.socket.on('end', ended).on('close', ended);
    this.socket.on('error', (error) => {
      this.#error = error;
    });
  }

  /** Bytes that came and were not read as an answer. */
  get unread(): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  /** True once the server has closed its side. */
  get isEnded(): boolean {
    return this.#ended;
  }

  send(bytes: string | Buffer): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Sends nothing more, but goes on reading (RFC 9112 §9.6). */
  halfClose(): void {
    this.socket.end();
  }

  /** The next response. @param method of the request that it answers · @throws Error when it does not come whole in time */
  async answer(method = 'GET', patienceMs = 5_000): Promise<WireAnswer> {
    const deadline = Date.now() + patienceMs;
    for (let need = 1; ; ) {
      if (this.#length >= need || this.#ended) {
        const reading = readAnswer(this.unread, method, this.#ended);
        if ('answer' in reading) {
          this.#chunks = [this.unread.subarray(reading.length)];
          this.#length -= reading.length;
          return reading.answer;
        }
        need = reading.need;
      }
      if (this.#ended) throw new Error(`closed before a whole answer: ${this.#shown()} ${this.#error?.message ?? ''}`);
      await this.#more(deadline);
    }
  }

  /** Resolves when the server has closed its side; what came until then is in `unread`. */
  async ended(patienceMs = 5_000): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!this.#ended) await this.#more(deadline);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Leaves without a word: the server gets a reset. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  async #more(deadline: number): Promise<void> {
    const left = deadline - Date.now();
    if (left <= 0) throw new Error(`nothing more came in time: ${this.#shown()}`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #shown(): string {
    return JSON.stringify(this.unread.subarray(0, 300).toString('latin1'));
  }
}
