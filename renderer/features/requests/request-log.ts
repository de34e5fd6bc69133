import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { RowRing } from './row-ring.ts';

export const KEPT_ROWS = 100_000;
/** How long a row counts as new, and from which rate on a tint would only flicker (UI.md §5). */
const FRESH_MS = 900;
const CALM_ROWS_PER_SECOND = 40;
const SHARED_TEXTS = 5_000;

/** Rows of one server and who wants to know that there are more. */
export class RequestLog {
  readonly rows = new RowRing(KEPT_ROWS);
  #listeners = new Set<() => void>();
  #held: ExchangeRecord[] | undefined;
  #arrivals: { readonly atMs: number; readonly from: number }[] = [];
  #cleared = 0;
  #version = 0;
  #texts = new Map<string, string>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Changes whenever what is shown may have changed. */
  readonly version = (): number => this.#version;

  /** Position of the oldest row that is shown. */
  get start(): number {
    return Math.max(this.#cleared, this.rows.first);
  }

  get newest(): ExchangeRecord | undefined {
    return this.rows.at(this.rows.end - 1);
  }

  append(records: readonly ExchangeRecord[], nowMs = Date.now()): void {
    if (this.#held) return void this.#held.push(...records);
    if (records.length === 0) return;
    this.#arrivals.push({ atMs: nowMs, from: this.rows.end });
    for (const record of records) this.rows.push(this.#shared(record));
    this.#changed();
  }

  /** From here on rows wait until `release` has brought the older ones. */
  hold(): void {
    this.#held ??= [];
  }

  release(older: readonly ExchangeRecord[]): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    const known = new Set(older.map(identity));
    for (const record of older) this.rows.push(this.#shared(record));
    for (const record of held) if (!known.has(identity(record))) this.rows.push(this.#shared(record));
    this.#changed();
  }

  /** Hides all rows; `undo` shows them again until rows are forgotten. */
  clear(): { readonly undo: () => void; readonly forget: () => void } {
    const before = this.#cleared;
    const at = this.rows.end;
    this.#cleared = at;
    this.#changed();
    const undo = () => {
      if (this.#cleared !== at) return;
      this.#cleared = before;
      this.#changed();
    };
    return { undo, forget: () => this.rows.dropBefore(at) };
  }

  /** Position from which on rows are new enough for a tint; none while they come faster than one can look. */
  freshFrom(nowMs = Date.now()): number {
    while (this.#arrivals[0] && nowMs - this.#arrivals[0].atMs > FRESH_MS) this.#arrivals.shift();
    const from = this.#arrivals[0]?.from ?? this.rows.end;
    return this.rows.end - from > CALM_ROWS_PER_SECOND ? this.rows.end : from;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Rows from one browser repeat its long name thousands of times; one copy is enough. */
  #shared(record: ExchangeRecord): ExchangeRecord {
    const { userAgent, referer } = record;
    if (!userAgent && !referer) return record;
    return {
      ...record,
      ...(userAgent ? { userAgent: this.#share(userAgent) } : {}),
      ...(referer ? { referer: this.#share(referer) } : {}),
    };
  }

  #share(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= SHARED_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}

/** A restarted engine counts from 1 again, so the number alone does not name a row. */
function identity({ seq, timeMs }: ExchangeRecord): string {
  return `${seq} ${timeMs}`;
}
