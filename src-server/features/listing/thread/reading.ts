import type { Entry, Totals } from '../entry.ts';
import { HtmlRows } from './html-rows.ts';
import { JsonRows } from './json-rows.ts';
import { entryAt, lookUp } from './look-up.ts';
import type { FolderRequest, Open, Piece, RowForm } from './messages.ts';
import { orderedEntries } from './ordered-entries.ts';
import type { RowWriter } from './row-writer.ts';
import { TextRows } from './text-rows.ts';

/** Entries that are looked up and written at once. */
const AT_ONCE = 100;

/*
 * What runs for every entry lives as long as the thread: functions of modules and methods. V8 forgets the optimized code of
 * functions that nothing holds: made anew for each folder, they would be compiled for each folder, by threads that have no low
 * priority and stand in everybody's way.
 */
const encoder = new TextEncoder();

/** One folder on its way to one client: its rows, as many at a time as half of the memory takes. */
export class Reading {
  readonly #memory: SharedArrayBuffer;
  readonly #closed: Int32Array<SharedArrayBuffer>;
  readonly #totals = { folders: 0, files: 0, bytes: 0 };
  readonly #rows: Iterator<string, void>;
  /** Text that the last piece had no room for. */
  #rest = '';
  #usesSecondHalf = false;

  constructor({ request, memory, closed }: Open) {
    this.#memory = memory;
    this.#closed = closed;
    this.#rows = rowsOf(request, this.#totals);
  }

  get isClosed(): boolean {
    return Atomics.load(this.#closed, 0) === 1;
  }

  /** @throws Node's error when the folder cannot be read */
  next(): Piece {
    const size = this.#memory.byteLength / 2;
    const start = this.#usesSecondHalf ? size : 0;
    this.#usesSecondHalf = !this.#usesSecondHalf;
    const room = new Uint8Array(this.#memory, start, size);
    let length = 0;
    for (;;) {
      if (this.#rest === '') {
        const { value, done } = this.#rows.next();
        if (done) return { start, length, totals: this.#totals };
        this.#rest = value;
      }
      const { read, written } = encoder.encodeInto(this.#rest, room.subarray(length));
      length += written;
      this.#rest = this.#rest.slice(read);
      if (this.#rest !== '') return { start, length };
    }
  }
}

type Counted = { -readonly [name in keyof Totals]: number };

/** Folders first. By name, sizes are looked up bit by bit, so that the first rows come early. */
function* rowsOf(request: FolderRequest, totals: Counted): Generator<string, void> {
  const { found, sorted } = orderedEntries(request);
  const writer = writerOf(request.rows);
  for (let start = 0; start < sorted.length; start += AT_ONCE) {
    const entries: Entry[] = [];
    for (const index of sorted.slice(start, start + AT_ONCE)) {
      lookUp(request.path, found, index);
      entries.push(entryAt(found, index));
    }
    for (const entry of entries) count(totals, entry);
    yield writer.write(entries);
  }
}

function writerOf({ type, language }: RowForm): RowWriter {
  if (type === 'json') return new JsonRows();
  return type === 'text' ? new TextRows() : new HtmlRows(language);
}

function count(totals: Counted, { isFolder, size }: Entry): void {
  if (isFolder) totals.folders += 1;
  else {
    totals.files += 1;
    totals.bytes += size || 0; // NaN: could not be read
  }
}
