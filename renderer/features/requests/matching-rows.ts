import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { Predicate } from './filter.ts';
import type { RequestLog } from './request-log.ts';

/** The rows of a log that are shown, by index. Keeps up with new rows without looking at old ones again. */
export class MatchingRows {
  readonly #log: RequestLog;
  readonly #matches: Predicate | undefined;
  /** Positions of matching rows; the first `#skipped` of them are gone. Unused while every row matches. */
  #positions: number[] = [];
  #skipped = 0;
  #scanned = 0;
  #start = 0;
  #end = 0;
  #removed = 0;

  constructor(log: RequestLog, matches: Predicate | undefined) {
    this.#log = log;
    this.#matches = matches;
  }

  /** Takes in what happened to the log, up to `end`. */
  sync(end: number): this {
    const start = Math.min(this.#log.start, end);
    if (this.#matches) this.#scan(start, end, this.#matches);
    else this.#removed += Math.max(0, start - this.#start);
    this.#start = start;
    this.#end = end;
    return this;
  }

  get count(): number {
    return this.#matches ? this.#positions.length - this.#skipped : this.#end - this.#start;
  }

  /** Rows that the filter lets through, folded ones too. */
  get matchCount(): number {
    return this.count;
  }

  /** How many rows have left at the top since the beginning: by so much everything has moved up. */
  get removed(): number {
    return this.#removed;
  }

  positionAt(index: number): number {
    return this.#matches ? (this.#positions[this.#skipped + index] ?? -1) : this.#start + index;
  }

  at(index: number): ExchangeRecord | undefined {
    return this.#log.rows.at(this.positionAt(index));
  }

  all(): readonly ExchangeRecord[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index)).filter((record) => record !== undefined);
  }

  /** Index of a row, or of the first one after it. */
  indexOf(position: number): number {
    if (!this.#matches) return Math.min(Math.max(position - this.#start, 0), this.count);
    let low = this.#skipped;
    let high = this.#positions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#positions[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low - this.#skipped;
  }

  #scan(start: number, end: number, matches: Predicate): void {
    if (start < this.#start || end < this.#scanned) this.#restart(); // a cleared log came back, or the view went back in time
    for (let position = Math.max(this.#scanned, start); position < end; position += 1) {
      const record = this.#log.rows.at(position);
      if (record && matches(record)) this.#positions.push(position);
    }
    this.#scanned = end;
    const skipped = this.#skipped;
    while ((this.#positions[this.#skipped] ?? start) < start) this.#skipped += 1;
    this.#removed += this.#skipped - skipped;
    if (this.#skipped > 10_000 && this.#skipped > this.#positions.length / 2) {
      this.#positions = this.#positions.slice(this.#skipped);
      this.#skipped = 0;
    }
  }

  #restart(): void {
    this.#positions = [];
    this.#skipped = 0;
    this.#scanned = 0;
  }
}
