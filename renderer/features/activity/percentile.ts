/**
 * A percentile from a histogram, in milliseconds; within its bucket on a logarithmic scale, as the buckets are.
 * @param counts how many fell into each bucket; the last one is open
 * @param ends upper end of each bucket but the open one
 */
export function percentile(counts: readonly number[], ends: readonly number[], share: number): number | undefined {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return undefined;
  const wanted = total * share;
  let below = 0;
  for (const [i, n] of counts.entries()) {
    if (n > 0 && below + n >= wanted) return inBucket(i, (wanted - below) / n, ends);
    below += n;
  }
  return ends.at(-1);
}

function inBucket(i: number, share: number, ends: readonly number[]): number {
  const end = ends[i];
  const start = ends[i - 1];
  if (end === undefined) return ends.at(-1) ?? 0;
  return start === undefined ? end * share : start * (end / start) ** share;
}
