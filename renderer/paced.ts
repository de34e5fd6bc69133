/**
 * Hands items on at once while they come rarely, and gathered when they come faster than every `everyMs`.
 * @param take called with all items since the last call, oldest first
 */
export function paced<T>(everyMs: number, take: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    const items = waiting;
    [waiting, timer, lastMs] = [[], undefined, performance.now()];
    take(items);
  };
  return (item) => {
    waiting.push(item);
    if (timer !== undefined) return;
    const waitMs = lastMs + everyMs - performance.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs);
  };
}
