/** What was handed on last may have taken this share of the time since; with painting about a tenth. */
const MOST_OF_THE_TIME = 1 / 16;
/** However slow the page is, it has to look alive. */
const LONGEST_WAIT_MS = 400;

/**
 * Hands items on at once while they come rarely, and gathered when they come faster than every `everyMs`. Where that takes
 * long, as on a computer that draws without help and serves a flood as well, it is done less often.
 * @param take called with all items since the last call, oldest first
 */
export function paced<T>(everyMs: number, take: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  let tookMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    const items = waiting;
    [waiting, timer, lastMs] = [[], undefined, performance.now()];
    take(items);
    queueMicrotask(() => {
      tookMs = performance.now() - lastMs; // React renders in a microtask that was queued before this one
    });
  };
  return (item) => {
    waiting.push(item);
    if (timer !== undefined) return;
    const pauseMs = Math.max(everyMs, Math.min(tookMs / MOST_OF_THE_TIME, LONGEST_WAIT_MS));
    const waitMs = lastMs + pauseMs - performance.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs);
  };
}
