/** Hands out the bandwidth of one direction of one connection; exchanges that share the connection share it. */
export class Rate {
  readonly #bytesPerMs: number;
  /** When everything handed out so far will have passed the line. */
  #freeAtMs = 0;

  constructor(kilobitsPerSecond: number) {
    this.#bytesPerMs = kilobitsPerSecond / 8;
  }

  /** Bytes that pass in a twentieth of a second: small enough to look like a steady stream. */
  get pieceBytes(): number {
    return Math.max(1, Math.floor(this.#bytesPerMs * 50));
  }

  /** Books `bytes` on the line. @returns milliseconds until they have passed */
  book(bytes: number, nowMs = performance.now()): number {
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + bytes / this.#bytesPerMs;
    return this.#freeAtMs - nowMs;
  }
}
