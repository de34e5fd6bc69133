import type { Counters } from '../../src-server/state.ts';

/** Totals of threads that are gone, plus those of the living one. What is going on now is only known of the living one. */
export function addCounters(gone: Counters | undefined, now: Counters): Counters {
  if (!gone) return now;
  return {
    ...now,
    requests: gone.requests + now.requests,
    contentBytes: gone.contentBytes + now.contentBytes,
    receivedBytes: gone.receivedBytes + now.receivedBytes,
    byClass: addEach(gone.byClass, now.byClass) as unknown as Counters['byClass'],
    aborted: gone.aborted + now.aborted,
    failed: gone.failed + now.failed,
    latency: addEach(gone.latency, now.latency),
    droppedRecords: gone.droppedRecords + now.droppedRecords,
  };
}

function addEach(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}
