import type { Counters } from '../../src-server/state.ts';
import type { LogBatch, RecordsText } from '../ipc/contract.ts';
import type { RecordBatch } from './protocol.ts';

/** What a window that was just opened is shown: whole batches that hold at least so many records. */
const RECENT = 1_000;
/** Records that main keeps for a window that is behind; beyond it rows are skipped and counted. */
const KEPT = 4_000;

type KeptBatch = Pick<RecordBatch, 'records' | 'count'>;

interface ServerLog {
  /** The newest batches. */
  readonly kept: KeptBatch[];
  /** Records in `kept`. */
  keptCount: number;
  /** Batches in `kept` that were not sent yet: the last ones. */
  unsentBatches: number;
  /** Records that came since the last batch was sent. */
  unsent: number;
  /** Rows that the window will never get. */
  skipped: number;
  counters: Counters | undefined;
  changed: boolean;
}

/** Where batches go. `canTake` is false while it is hidden or has two batches unanswered. */
export interface LogReader {
  readonly canTake: boolean;
  take(batch: LogBatch): void;
}

/**
 * Between the engines and the window: keeps the newest records of each server, and hands on what the window can take. A
 * slow window costs no memory here, it only misses rows.
 */
export class LogFeed {
  readonly #logs = new Map<string, ServerLog>();
  readonly #reader: LogReader;

  constructor(reader: LogReader) {
    this.#reader = reader;
  }

  push(id: string, { records, count, counters }: RecordBatch): void {
    const log = this.#logOf(id);
    if (count > 0) keep(log, { records, count });
    log.counters = counters;
    log.changed = true;
    this.flush();
  }

  /** Sends what waits, as far as the reader takes it. */
  flush(): void {
    for (const [id, log] of this.#logs) {
      if (!this.#reader.canTake) return;
      if (log.changed) this.#send(id, log);
    }
  }

  /** For a page that has just been loaded: it asks for `recent` itself, so nothing older is sent. */
  startAfresh(): void {
    const nothing = { unsentBatches: 0, unsent: 0, skipped: 0, changed: false };
    for (const log of this.#logs.values()) Object.assign(log, nothing);
  }

  recent(id: string): RecordsText {
    const kept = this.#logs.get(id)?.kept ?? [];
    let from = kept.length;
    for (let count = 0; from > 0 && count < RECENT; from--) count += kept[from - 1]?.count ?? 0;
    return joined(kept.slice(from));
  }

  forget(id: string): void {
    this.#logs.delete(id);
  }

  /** Counters as the window should see them: rows that it missed are dropped ones too. */
  withSkipped(id: string, counters: Counters): Counters {
    return { ...counters, droppedRecords: counters.droppedRecords + (this.#logs.get(id)?.skipped ?? 0) };
  }

  #send(id: string, log: ServerLog): void {
    const { counters, kept, unsentBatches } = log;
    if (!counters) return;
    const batches = unsentBatches === 0 ? [] : kept.slice(-unsentBatches);
    log.skipped += log.unsent - countOf(batches);
    Object.assign(log, { unsentBatches: 0, unsent: 0, changed: false });
    this.#reader.take({ id, records: joined(batches), counters: this.withSkipped(id, counters) });
  }

  #logOf(id: string): ServerLog {
    let log = this.#logs.get(id);
    if (!log) {
      log = { kept: [], keptCount: 0, unsentBatches: 0, unsent: 0, skipped: 0, counters: undefined, changed: false };
      this.#logs.set(id, log);
    }
    return log;
  }
}

function keep(log: ServerLog, batch: KeptBatch): void {
  log.kept.push(batch);
  log.keptCount += batch.count;
  log.unsent += batch.count;
  log.unsentBatches += 1;
  while (log.keptCount > KEPT && log.kept.length > 1) log.keptCount -= log.kept.shift()?.count ?? 0;
  log.unsentBatches = Math.min(log.unsentBatches, log.kept.length);
}

const countOf = (batches: readonly KeptBatch[]): number => batches.reduce((sum, { count }) => sum + count, 0);

/** One JSON array out of several, without reading them. */
function joined(batches: readonly KeptBatch[]): RecordsText {
  const [first] = batches;
  if (batches.length === 1 && first) return first.records;
  return `[${batches.map(({ records }) => records.slice(1, -1)).join(',')}]`;
}
