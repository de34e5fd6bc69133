/** Lets so many in at once; the others wait their turn. */
export class Turnstile {
  readonly #capacity: number;
  readonly #maxWaiting: number;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  constructor(capacity: number, maxWaiting: number) {
    this.#capacity = capacity;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Resolves to the function that leaves again; to undefined if too many wait already, it takes longer than `waitMs`, or
   * `signal` aborts.
   */
  async enter(waitMs: number, signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.#inside < this.#capacity) this.#inside++;
    else if (this.#waiting.size >= this.#maxWaiting || !(await this.#turn(waitMs, signal))) return undefined;
    let left = false;
    return () => {
      if (!left) this.#leave();
      left = true;
    };
  }

  /** The place is handed over, so that nobody overtakes. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next) next();
    else this.#inside--;
  }

  #turn(waitMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isOurTurn: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', give);
        this.#waiting.delete(go);
        resolve(isOurTurn);
      };
      const go = () => settle(true);
      const give = () => settle(false);
      const timer = waitMs > 0 ? setTimeout(give, waitMs) : undefined;
      signal.addEventListener('abort', give);
      this.#waiting.add(go);
    });
  }
}
