/** A thread that has its answer this soon did not wait for a disk. */
const QUICK_MS = 1;
/** A call that takes longer costs more than the way to a thread and back. */
const SLOW_MS = 0.2;
/** What the event loop may wait for a disk: so much at once, and a fiftieth of the time in the long run. */
const MOST_WAITED_MS = 10;
const WAITING_SHARE = 0.02;
/** No busy computer pauses a program for longer. */
const PAUSED_MS = 30;
/** So many asking at once keep the event loop busy: a late answer may well have been ready long before it was heard. */
const CROWD = 8;
/** But not this late. */
const VERY_LATE_MS = 1_000;
/** What a disk that is only tried may keep the event loop waiting. */
const TRIAL_MS = 2;

interface DiskOptions {
  /** Asking may take any time: it is never done at once, however quick the last answers were. */
  readonly canHang?: boolean;
  /** How much this process has read from disks so far, in any unit. What was in the system's memory does not count. */
  readonly amountRead?: () => number;
}

/**
 * How quickly the disk below a folder answers. What the system has in its memory is there in microseconds, while the way to a
 * thread and back costs ten times as much: so a disk that has shown to be quick is asked at once, on the event loop. One
 * that keeps it waiting is asked through threads until it is quick again: nobody else waits for a share or a disk that turns.
 * In a crowd answers are late on any disk. It is tried then, lest a quick one be taken for a slow one as long as the crowd stays.
 */
export class Disk {
  readonly #canHang: boolean;
  readonly #amountRead: () => number;
  /** The amount at the last slow answer. */
  #readBefore: number;
  #isQuick = false;
  #waitedMs = 0;
  #notedAt = 0;
  /** Questions that threads have not answered yet. */
  #pending = 0;

  constructor({ canHang = false, amountRead = blocksRead }: DiskOptions = {}) {
    this.#canHang = canHang;
    this.#amountRead = amountRead;
    this.#readBefore = amountRead();
  }

  /** May be asked on the event loop. */
  get isQuick(): boolean {
    return this.#isQuick;
  }

  /**
   * Asks in one of two ways that come to the same.
   * @param now without a thread: an error is thrown at once
   */
  ask<T>(now: () => T, later: () => Promise<T>): T | Promise<T> {
    return this.#isQuick ? this.askNow(now) : this.#askThread(later);
  }

  /** The same for a file that is open. A thread that answers soon proves nothing then: the system knows what is open. */
  askOpen<T>(now: () => T, later: () => Promise<T>): T | Promise<T> {
    return this.#isQuick ? this.askNow(now) : later();
  }

  /** Asks on the event loop. Only while it `isQuick`. */
  askNow<T>(now: () => T): T {
    const before = performance.now();
    try {
      return now();
    } finally {
      const after = performance.now();
      if (after - before > SLOW_MS && this.#wasWaitedFor(after - before)) this.#note(after - before, after);
    }
  }

  async #askThread<T>(later: () => Promise<T>): Promise<T> {
    const before = performance.now();
    this.#pending += 1;
    try {
      return await later();
    } finally {
      const after = performance.now();
      if (!this.#canHang) this.#judge(after - before, after);
      this.#pending -= 1;
    }
  }

  #judge(tookMs: number, at: number): void {
    const waited = this.#stillWaited(at);
    if (tookMs < QUICK_MS) this.#isQuick = waited < MOST_WAITED_MS;
    else if (!this.#isQuick && this.#pending >= CROWD && tookMs < VERY_LATE_MS && waited === 0) this.#try(at);
  }

  #try(at: number): void {
    this.#isQuick = true;
    this.#waitedMs = MOST_WAITED_MS - TRIAL_MS;
    this.#notedAt = at;
  }

  /** A busy computer pauses any program, in the middle of a question too: no fault of a disk that nothing was read from. */
  #wasWaitedFor(tookMs: number): boolean {
    const before = this.#readBefore;
    this.#readBefore = this.#amountRead();
    return this.#readBefore !== before || tookMs > PAUSED_MS;
  }

  #note(tookMs: number, at: number): void {
    this.#waitedMs = this.#stillWaited(at) + tookMs;
    this.#notedAt = at;
    if (this.#waitedMs > MOST_WAITED_MS) this.#isQuick = false;
  }

  #stillWaited(at: number): number {
    return Math.max(0, this.#waitedMs - (at - this.#notedAt) * WAITING_SHARE);
  }
}

const blocksRead = (): number => process.resourceUsage().fsRead;
