import { type Counters, LATENCY_BUCKETS_MS } from '../state.ts';
import type { ExchangeRecord } from './record.ts';

type ByClass = [number, number, number, number, number, number];

/** Totals over all exchanges of one server: exact, whatever becomes of the rows. */
export class ExchangeCounters {
  #requests = 0;
  #contentBytes = 0;
  #receivedBytes = 0;
  #aborted = 0;
  #failed = 0;
  readonly #byClass: ByClass = [0, 0, 0, 0, 0, 0];
  readonly #latency = new Array<number>(LATENCY_BUCKETS_MS.length + 1).fill(0);

  add(record: ExchangeRecord): void {
    this.#requests += 1;
    this.#contentBytes += record.contentBytes;
    if (record.outcome === 'aborted') this.#aborted += 1;
    if (record.outcome === 'failed') this.#failed += 1;
    const statusClass = Math.trunc(record.status / 100);
    if (statusClass >= 0 && statusClass <= 5) this.#byClass[statusClass as 0] += 1;
    const bucket = bucketOf(record.durationMs);
    this.#latency[bucket] = (this.#latency[bucket] ?? 0) + 1;
  }

  /** Counted while it comes: a large upload is one exchange for a long time. */
  addReceived(bytes: number): void {
    this.#receivedBytes += bytes;
  }

  read(now: { readonly inProgress: number; readonly connections: number }): Counters {
    return {
      requests: this.#requests,
      contentBytes: this.#contentBytes,
      receivedBytes: this.#receivedBytes,
      byClass: [...this.#byClass],
      aborted: this.#aborted,
      failed: this.#failed,
      latency: [...this.#latency],
      droppedRecords: 0,
      ...now,
    };
  }
}

function bucketOf(durationMs: number): number {
  for (let i = 0; i < LATENCY_BUCKETS_MS.length; i += 1) if (durationMs <= (LATENCY_BUCKETS_MS[i] ?? 0)) return i;
  return LATENCY_BUCKETS_MS.length;
}
