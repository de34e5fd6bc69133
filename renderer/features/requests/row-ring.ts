import type { ExchangeRecord } from '../../../src-server/log/record.ts';

const CHUNK_BITS = 10;
const CHUNK_ROWS = 1 << CHUNK_BITS;

/**
 * The newest rows of a server, addressed by a position that never changes: the first row ever is 0. Rows live in chunks;
 * a new row is one assignment, old rows leave a chunk at a time, and nothing is ever copied.
 */
export class RowRing {
  #chunks = new Map<number, ExchangeRecord[]>();
  #first = 0;
  #end = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Position of the oldest row that is kept. */
  get first(): number {
    return this.#first;
  }

  /** Position after the newest row. */
  get end(): number {
    return this.#end;
  }

  push(record: ExchangeRecord): void {
    const number = this.#end >> CHUNK_BITS;
    let chunk = this.#chunks.get(number);
    if (!chunk) {
      chunk = [];
      this.#chunks.set(number, chunk);
    }
    chunk[this.#end % CHUNK_ROWS] = record;
    this.#end += 1;
    if (this.#end - this.#first > this.#limit) this.dropBefore(this.#end - this.#limit);
  }

  at(position: number): ExchangeRecord | undefined {
    if (position < this.#first || position >= this.#end) return undefined;
    return this.#chunks.get(position >> CHUNK_BITS)?.[position % CHUNK_ROWS];
  }

  dropBefore(position: number): void {
    const target = Math.min(Math.max(position, this.#first), this.#end);
    for (let number = this.#first >> CHUNK_BITS; number < target >> CHUNK_BITS; number += 1) {
      this.#chunks.delete(number);
    }
    this.#first = target;
  }
}
