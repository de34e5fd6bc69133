/** Items on their way to a reader that may be slow. */
export interface Batcher<T> {
  push(item: T): void;
  /** The reader has taken in one batch. */
  acknowledge(): void;
  /** Sends what waits now, if the reader has room. */
  flush(): void;
}

export interface BatcherOptions<T> {
  readonly flushAfterMs: number;
  /** Batches that may be on the way without having been acknowledged. */
  readonly credit: number;
  /** Items kept while the reader is behind; the oldest go first. */
  readonly maxQueued: number;
  /** @param dropped items lost right before the first of these */
  send(items: readonly T[], dropped: number): void;
}

/** Collects items into batches, so that ten thousand a second are twenty messages; never waits and never grows without end. */
export function createBatcher<T>({ flushAfterMs, credit, maxQueued, send }: BatcherOptions<T>): Batcher<T> {
  let queue: T[] = [];
  let first = 0; // where the kept items start: cutting the array for each dropped one would cost its length
  let lost = 0;
  let unacknowledged = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (queue.length === 0 || unacknowledged >= credit) return;
    const items = first === 0 ? queue : queue.slice(first);
    const dropped = lost;
    [queue, first, lost] = [[], 0, 0]; // before sending: the reader may push again
    unacknowledged++;
    send(items, dropped);
  };
  const push = (item: T) => {
    queue.push(item);
    if (queue.length - first > maxQueued) {
      first++;
      lost++;
      if (first >= maxQueued) [queue, first] = [queue.slice(first), 0];
    }
    timer ??= setTimeout(flush, flushAfterMs);
  };
  const acknowledge = () => {
    unacknowledged = Math.max(0, unacknowledged - 1);
    if (timer === undefined && queue.length > 0) flush();
  };
  return { push, acknowledge, flush };
}
