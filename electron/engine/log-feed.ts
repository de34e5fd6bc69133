import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { Counters } from '../../src-server/state.ts';
import type { LogBatch } from '../ipc/contract.ts';
import type { RecordBatch } from './protocol.ts';

/** What a window that was just opened is shown. */
const RECENT = 1_000;
/** What main keeps for a window that is behind; beyond it rows are skipped and counted. */
const KEPT = 4_000;

interface ServerLog {
  readonly kept: ExchangeRecord[];
  /** Records ever taken in. */
  total: number;
  /** As `total`, at the time of the last batch sent. */
  sent: number;
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

  push(id: string, { records, counters }: RecordBatch): void {
    const log = this.#logOf(id);
    log.kept.push(...records);
    log.kept.splice(0, log.kept.length - KEPT);
    log.total += records.length;
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
    for (const log of this.#logs.values()) Object.assign(log, { sent: log.total, skipped: 0, changed: false });
  }

  recent(id: string): readonly ExchangeRecord[] {
    return this.#logs.get(id)?.kept.slice(-RECENT) ?? [];
  }

  forget(id: string): void {
    this.#logs.delete(id);
  }

  /** Counters as the window should see them: rows that it missed are dropped ones too. */
  withSkipped(id: string, counters: Counters): Counters {
    return { ...counters, droppedRecords: counters.droppedRecords + (this.#logs.get(id)?.skipped ?? 0) };
  }

  #send(id: string, log: ServerLog): void {
    const { counters, kept } = log;
    if (!counters) return;
    const unsent = log.total - log.sent;
    log.skipped += Math.max(0, unsent - kept.length);
    log.sent = log.total;
    log.changed = false;
    const records = unsent === 0 ? [] : kept.slice(-unsent);
    this.#reader.take({ id, records, counters: this.withSkipped(id, counters) });
  }

  #logOf(id: string): ServerLog {
    let log = this.#logs.get(id);
    if (!log) {
      log = { kept: [], total: 0, sent: 0, skipped: 0, counters: undefined, changed: false };
      this.#logs.set(id, log);
    }
    return log;
  }
}
