/** Fires when nothing happened for so long; 0 = never. */
export class IdleTimer {
  readonly #timeoutMs: number;
  readonly #fired: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, fired: () => void) {
    this.#timeoutMs = timeoutMs;
    this.#fired = fired;
    this.restart();
  }

  restart(): void {
    if (this.#timer) this.#timer.refresh();
    else if (this.#timeoutMs > 0) this.#timer = setTimeout(this.#fired, this.#timeoutMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
