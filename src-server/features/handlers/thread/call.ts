import type { ToWorker } from '../messages.ts';
import { post } from './parent.ts';

type Begin = Extract<ToWorker, { type: 'call' }>;

/** One request on its way through the module. */
export class Call {
  readonly id: number;
  readonly request: Request;
  /** Of the response, once there is one. */
  reader: ReadableStreamDefaultReader<unknown> | undefined;
  readonly #abort = new AbortController();
  #content: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** The piece that was wanted has come. */
  #got: (() => void) | undefined;
  /** Pieces of the response that may be sent. */
  #pulls = 0;
  #pulled: (() => void) | undefined;

  constructor({ id, method, url, fields, hasContent }: Begin) {
    this.id = id;
    const carries = hasContent && method !== 'GET' && method !== 'HEAD';
    const body = carries ? { body: this.#requestContent(), duplex: 'half' } : {};
    const headers = fields.map(([name, value]): [string, string] => [name, value]);
    this.request = new Request(url, { method, headers, signal: this.#abort.signal, ...body });
  }

  get isAborted(): boolean {
    return this.#abort.signal.aborted;
  }

  addContent(bytes: Uint8Array): void {
    this.#content?.enqueue(bytes);
    this.#got?.();
  }

  endContent(): void {
    this.#content?.close();
    this.#got?.();
  }

  leave(): void {
    const reason = new DOMException('The client left.', 'AbortError');
    this.#abort.abort(reason);
    try {
      this.#content?.error(reason);
    } catch {} // it was closed already
    this.#got?.();
    this.pull();
    this.reader?.cancel(reason).catch(() => undefined);
  }

  /** One more piece of the response may be sent. */
  pull(): void {
    this.#pulls += 1;
    this.#pulled?.();
  }

  /** Waits until a piece may be sent. */
  async room(): Promise<void> {
    while (this.#pulls === 0) {
      await new Promise<void>((resolve) => {
        this.#pulled = resolve;
      });
    }
    this.#pulls -= 1;
  }

  #requestContent(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#content = controller;
        },
        pull: () =>
          new Promise((resolve) => {
            this.#got = resolve;
            post({ type: 'want', id: this.id });
          }),
        cancel: () => {
          this.#content = undefined; // a piece that is on its way comes too late
        },
      },
      { highWaterMark: 0 },
    );
  }
}
