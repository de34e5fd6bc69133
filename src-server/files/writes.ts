import type { ServerResponse } from 'node:http';
import { forget, giveBack } from './buffer-pool.ts';

/** Writes handed to the system and not yet done; with two, the disk is read while the network is busy. */
const WRITES_IN_FLIGHT = 2;

interface Receiving {
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

/** Keeps count of the buffers that the system still reads from, and gives each back when it is free. */
export class Writes {
  readonly #exchange: Receiving;
  readonly #held = new Set<Buffer>();
  readonly #aborted = () => this.#wake?.();
  #inFlight = 0;
  #failed = false;
  #wake: (() => void) | undefined;

  constructor(exchange: Receiving) {
    this.#exchange = exchange;
    exchange.signal.addEventListener('abort', this.#aborted);
  }

  /** A write ended with an error, as the connection is gone: the system may still hold its buffer. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Some writes to a connection that is gone are never said to have ended. */
  close(): void {
    this.#exchange.signal.removeEventListener('abort', this.#aborted);
    for (const buffer of this.#held) forget(buffer);
    this.#held.clear();
  }

  /** A buffer of the pool, which is given back when it has been written. */
  hold(buffer: Buffer): void {
    this.#held.add(buffer);
  }

  /** @param length of what is written of the buffer */
  add(buffer: Buffer, length = buffer.byteLength): void {
    this.#inFlight += 1;
    this.#exchange.response.write(buffer.subarray(0, length), (error) => {
      this.#inFlight -= 1;
      if (error) this.#failed = true;
      if (this.#held.delete(buffer)) (error ? forget : giveBack)(buffer);
      this.#wake?.();
    });
  }

  room(): Promise<void> {
    return this.#until(() => this.#inFlight < WRITES_IN_FLIGHT);
  }

  done(): Promise<void> {
    return this.#until(() => this.#inFlight === 0);
  }

  async #until(reached: () => boolean): Promise<void> {
    for (;;) {
      this.#exchange.signal.throwIfAborted();
      if (reached()) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
