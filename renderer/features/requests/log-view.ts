import { createStore, type StoreApi } from 'zustand/vanilla';

export type StatusClass = 1 | 2 | 3 | 4 | 5;

/** How one server's log is looked at; kept while another server or tab is shown. */
export interface LogView {
  readonly filter: string;
  /** Empty: all classes. */
  readonly classes: readonly StatusClass[];
  /** Position of the selected row. */
  readonly selected: number | undefined;
  readonly detailShown: boolean;
  readonly following: boolean;
  /** The parts of a page are folded under it. */
  readonly grouped: boolean;
  /** Position after the newest row that is shown while paused. */
  readonly pausedAt: number | undefined;
}

export type LogViewStore = StoreApi<LogView>;

const views = new Map<string, LogViewStore>();

export function logViewOf(server: string): LogViewStore {
  const known = views.get(server);
  if (known) return known;
  const created = createStore<LogView>(() => ({
    filter: '',
    classes: [],
    selected: undefined,
    detailShown: false,
    following: true,
    grouped: false,
    pausedAt: undefined,
  }));
  views.set(server, created);
  return created;
}

/** A click wants only that class, or all again; with Shift it adds or takes away. */
export function toggleClass(
  classes: readonly StatusClass[],
  wanted: StatusClass,
  adding: boolean,
): readonly StatusClass[] {
  const has = classes.includes(wanted);
  if (adding) return has ? classes.filter((one) => one !== wanted) : [...classes, wanted];
  return has && classes.length === 1 ? [] : [wanted];
}

/** @param end position after the newest row, where the view stops */
export function togglePause(view: LogViewStore, end: number): void {
  view.setState(({ pausedAt }) => ({ pausedAt: pausedAt === undefined ? end : undefined }));
}

export function followTail(view: LogViewStore): void {
  view.setState({ following: true, pausedAt: undefined, selected: undefined });
}
