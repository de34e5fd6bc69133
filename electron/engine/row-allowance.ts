/** Rows that may come at once and all be shown: more than anyone reads, as many as a page load or a test run makes. */
const BURST = 20_000;
/** What goes on for longer than that is shown in part: nobody reads faster, and every row costs the server time. */
const PER_SECOND = 4_000;

/** How many rows a window is sent. Counters take no part in this: they stay exact. */
export class RowAllowance {
  readonly #now: () => number;
  #left = BURST;
  #at: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#at = now();
  }

  /** @returns how many of the wanted rows may go */
  take(wanted: number): number {
    const now = this.#now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#at) * PER_SECOND) / 1_000);
    this.#at = now;
    const granted = Math.min(wanted, Math.floor(this.#left));
    this.#left -= granted;
    return granted;
  }
}
