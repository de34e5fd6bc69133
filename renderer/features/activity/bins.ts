import { LATENCY_BUCKETS_MS } from '../../../src-server/state.ts';
import { percentile } from './percentile.ts';
import { SPAN_S, type Traffic } from './traffic.ts';

/** One column of a chart stands for so many seconds. */
export const BIN_S = 5;
const BINS = SPAN_S / BIN_S;

/** Data of all charts: one value for each bin, oldest first. */
export interface Bins {
  /** Start of each bin, seconds since 1970. */
  readonly times: readonly number[];
  /** Requests per second of the classes 2xx to 5xx. */
  readonly classes: readonly (readonly number[])[];
  /** Milliseconds; null where nobody asked. */
  readonly median: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  readonly bytesPerSecond: readonly number[];
  readonly empty: boolean;
}

/** The newest bin is the one of these seconds: its column grows until they are over. */
export function binsOf(traffic: Traffic, nowMs: number): Bins {
  const newest = Math.floor(nowMs / 1000 / BIN_S) * BIN_S;
  const bins = Array.from({ length: BINS }, (_, i) => sumOf(traffic, newest - (BINS - 1 - i) * BIN_S));
  const share = (wanted: number) => bins.map(({ latency }) => percentile(latency, LATENCY_BUCKETS_MS, wanted) ?? null);
  return {
    times: bins.map(({ start }) => start),
    classes: [2, 3, 4, 5].map((digit) => bins.map(({ byClass }) => (byClass[digit] ?? 0) / BIN_S)),
    median: share(0.5),
    p95: share(0.95),
    p99: share(0.99),
    bytesPerSecond: bins.map(({ bytes }) => bytes / BIN_S),
    empty: bins.every(({ byClass }) => byClass.every((n) => n === 0)),
  };
}

function sumOf(traffic: Traffic, start: number) {
  const seconds = Array.from({ length: BIN_S }, (_, i) => traffic.at(start + i));
  const added = (lists: readonly (readonly number[])[]) =>
    lists.reduce<number[]>((sums, list) => list.map((n, i) => n + (sums[i] ?? 0)), []);
  return {
    start,
    byClass: added(seconds.map(({ byClass }) => byClass)),
    // seconds without a request have no histogram, which must not shorten the sum
    latency: added(seconds.map(({ latency }) => latency).filter((list) => list.length > 0)),
    bytes: seconds.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
