import { useDeferredValue, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { type Predicate, parseFilter } from './filter.ts';
import type { LogView, LogViewStore, StatusClass } from './log-view.ts';
import { MatchingRows } from './matching-rows.ts';
import { PageLoads } from './page-loads.ts';
import type { RequestLog } from './request-log.ts';

/** Rows by index, folded or not. */
export type ShownRows = MatchingRows | PageLoads;

/** The rows that a view shows of a log, and how many have come since it let go of the end. */
export function useLogRows(log: RequestLog, viewStore: LogViewStore) {
  useSyncExternalStore(log.subscribe, log.version);
  const view = useStore(viewStore);
  const filter = useDeferredValue(view.filter); // typing stays fast while 100,000 rows are looked at
  const parsed = useMemo(() => parseFilter(filter), [filter]);
  const predicate = useMemo(() => both(parsed.matches, ofClasses(view.classes)), [parsed.matches, view.classes]);
  const rows = useMemo<ShownRows>(
    () => (view.grouped ? new PageLoads(log, predicate) : new MatchingRows(log, predicate)),
    [log, predicate, view.grouped],
  );
  rows.sync(Math.min(view.pausedAt ?? log.rows.end, log.rows.end));
  const newer = useNewer(log, view);
  return { view, rows, filtered: predicate !== undefined, newer };
}

function useNewer(log: RequestLog, { following, pausedAt }: LogView): number {
  const seenTo = useRef(log.rows.end);
  if (following && pausedAt === undefined) seenTo.current = log.rows.end;
  return pausedAt === undefined ? log.rows.end - seenTo.current : 0;
}

function ofClasses(classes: readonly StatusClass[]): Predicate | undefined {
  if (classes.length === 0) return undefined;
  return ({ status }: ExchangeRecord) => classes.includes(Math.floor(status / 100) as StatusClass);
}

function both(one: Predicate | undefined, other: Predicate | undefined): Predicate | undefined {
  if (!one || !other) return one ?? other;
  return (record) => one(record) && other(record);
}
