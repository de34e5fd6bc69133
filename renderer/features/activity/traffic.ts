import type { Counters } from '../../../src-server/state.ts';

/** Seconds that are remembered: the longest span a chart shows. */
export const SPAN_S = 300;

const RATE_S = 5;

export interface Second {
  readonly second: number;
  /** Requests by first digit of the status; index 0 counts those that were cut. */
  readonly byClass: readonly number[];
  readonly bytes: number;
  readonly latency: readonly number[];
}

const NONE: Omit<Second, 'second'> = { byClass: [0, 0, 0, 0, 0, 0], bytes: 0, latency: [] };

/** What a server did in each of the last seconds, from the differences of its exact counters. */
export class Traffic {
  #seconds: (Second | undefined)[] = [];
  #last: Counters | undefined;
  #lastRequestMs: number | undefined;
  #changes = 0;

  /** Totals from before anyone was looking: they belong to no second. */
  start(counters: Counters): void {
    this.#last ??= counters;
  }

  count(counters: Counters, nowMs: number): void {
    const before = this.#last && counters.requests >= this.#last.requests ? this.#last : undefined;
    this.#last = counters;
    if (counters.requests !== before?.requests || counters.contentBytes !== before.contentBytes) this.#changes += 1;
    const second = Math.floor(nowMs / 1000);
    const slot = this.at(second);
    if (counters.requests !== (before?.requests ?? 0)) this.#lastRequestMs = nowMs;
    this.#seconds[second % SPAN_S] = {
      second,
      byClass: slot.byClass.map((n, i) => n + (counters.byClass[i] ?? 0) - (before?.byClass[i] ?? 0)),
      bytes: slot.bytes + counters.contentBytes - (before?.contentBytes ?? 0),
      latency: counters.latency.map((n, i) => (slot.latency[i] ?? 0) + n - (before?.latency[i] ?? 0)),
    };
  }

  at(second: number): Second {
    const slot = this.#seconds[second % SPAN_S];
    return slot?.second === second ? slot : { second, ...NONE };
  }

  /** Another number means that there is something new to draw. */
  get changes(): number {
    return this.#changes;
  }

  /** When the newest request came, as far as this window knows. */
  get lastRequestMs(): number | undefined {
    return this.#lastRequestMs;
  }

  /** Requests in each of `count` seconds up to the second before `nowMs`, oldest first. */
  requests(count: number, nowMs: number): readonly number[] {
    const end = Math.floor(nowMs / 1000);
    return Array.from({ length: count }, (_, i) => sum(this.at(end - count + i).byClass));
  }

  /** Requests per second over the last few whole seconds. */
  rate(nowMs: number): number {
    return sum(this.requests(RATE_S, nowMs)) / RATE_S;
  }

  /** Bytes per second, likewise. */
  outRate(nowMs: number): number {
    const end = Math.floor(nowMs / 1000);
    return sum(Array.from({ length: RATE_S }, (_, i) => this.at(end - RATE_S + i).bytes)) / RATE_S;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
