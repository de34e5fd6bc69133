/** nginx cuts after one minute between two writes; phones that sleep for a while shall find their download going on. */
export const SEND_TIMEOUT_MS = 300_000;
const LONGEST_BETWEEN_LOOKS_MS = 15_000;

interface StallRule<T> {
  readonly timeoutMs: number;
  /** Changes whenever bytes were sent; undefined while none wait. */
  readonly markOf: (item: T) => string | undefined;
  readonly end: (item: T) => void;
}

interface Seen {
  readonly mark: string;
  readonly sinceMs: number;
}

/**
 * Ends what has bytes to send and gets rid of none for too long: a client that stopped reading would hold its connection,
 * a file and memory for ever. What has nothing to send may wait as long as it likes.
 */
export class Stalls<T extends object> {
  readonly #items: Iterable<T>;
  readonly #rule: StallRule<T>;
  /** Only of those that have something to send. */
  readonly #seen = new WeakMap<T, Seen>();
  readonly #timer: NodeJS.Timeout;

  /** @param items looked over again and again, as they are then */
  constructor(items: Iterable<T>, rule: StallRule<T>) {
    this.#items = items;
    this.#rule = rule;
    this.#timer = setInterval(() => this.#look(), Math.min(LONGEST_BETWEEN_LOOKS_MS, rule.timeoutMs / 4)).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    for (const item of this.#items) {
      const mark = this.#rule.markOf(item);
      const seen = this.#seen.get(item);
      if (mark === undefined) {
        if (seen) this.#seen.delete(item);
      } else if (mark !== seen?.mark) {
        this.#seen.set(item, { mark, sinceMs: nowMs });
      } else if (nowMs - seen.sinceMs >= this.#rule.timeoutMs) {
        this.#rule.end(item);
      }
    }
  }
}
