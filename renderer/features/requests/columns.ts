import { useState } from 'react';
import { readStored, store } from '../../stored.ts';

export type ColumnId =
  | 'time'
  | 'method'
  | 'status'
  | 'path'
  | 'type'
  | 'size'
  | 'duration'
  | 'client'
  | 'version'
  | 'step'
  | 'agent';

interface Column {
  readonly id: ColumnId;
  /** Pixels; the path takes what is left. */
  readonly width: number | undefined;
  readonly shown: boolean;
}

export const COLUMNS: readonly Column[] = [
  { id: 'time', width: 92, shown: true },
  { id: 'method', width: 58, shown: true },
  { id: 'status', width: 66, shown: true },
  { id: 'path', width: undefined, shown: true },
  { id: 'type', width: 52, shown: true },
  { id: 'size', width: 68, shown: true },
  { id: 'duration', width: 128, shown: true },
  { id: 'client', width: 96, shown: true },
  { id: 'version', width: 40, shown: false },
  { id: 'step', width: 72, shown: false },
  { id: 'agent', width: 160, shown: false },
];

/** Where there is no room for more. */
const COMPACT: readonly ColumnId[] = ['method', 'status', 'path', 'duration'];
const COMPACT_WIDTH: Readonly<Partial<Record<ColumnId, number>>> = { duration: 60 };
const GIVE_WAY: readonly ColumnId[] = ['type', 'client', 'version', 'agent', 'step', 'size', 'time'];
const MIN_PATH = 180;
/** As in log-grid.module.css: between columns, and at both ends with the scroll bar. */
const GAP = 12;
const EDGES = 40;
const MIN_WIDTH = 36;
const MAX_WIDTH = 480;
const STORED = 'portico.columns';

export interface ColumnChoice {
  readonly hidden: readonly ColumnId[];
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
}

const DEFAULT: ColumnChoice = { hidden: COLUMNS.filter(({ shown }) => !shown).map(({ id }) => id), widths: {} };

export function useColumns() {
  const [choice, setChoice] = useState<ColumnChoice>(() => ({ ...DEFAULT, ...readStored<ColumnChoice>(STORED) }));
  const change = (next: ColumnChoice) => {
    setChoice(next);
    store(STORED, next);
  };
  return {
    choice,
    toggle: (id: ColumnId) => change({ ...choice, hidden: toggled(choice.hidden, id) }),
    resize: (id: ColumnId, width: number | undefined) =>
      change({ ...choice, widths: withWidth(choice.widths, id, width) }),
    reset: () => change(DEFAULT),
  };
}

export type Columns = ReturnType<typeof useColumns>;

export function shownColumns({ hidden }: ColumnChoice, compact: boolean): readonly ColumnId[] {
  return compact ? COMPACT : COLUMNS.map(({ id }) => id).filter((id) => !hidden.includes(id));
}

/**
 * The choice as far as there is room: before the path gets too short to be read, others go, the least telling first.
 * @param width of the whole log
 */
export function fittingColumns(choice: ColumnChoice, width: number): ColumnChoice {
  if (width === 0) return choice; // not measured yet
  const hidden = [...choice.hidden];
  for (const id of GIVE_WAY) {
    if (pathWidth({ ...choice, hidden }, width) >= MIN_PATH) break;
    if (!hidden.includes(id)) hidden.push(id);
  }
  return hidden.length === choice.hidden.length ? choice : { ...choice, hidden };
}

function pathWidth(choice: ColumnChoice, width: number): number {
  const others = shownColumns(choice, false).filter((id) => id !== 'path');
  const taken = others.reduce((sum, id) => sum + GAP + (columnWidth(choice, id, false) ?? 0), 0);
  return width - EDGES - taken;
}

export function columnWidth({ widths }: ColumnChoice, id: ColumnId, compact: boolean): number | undefined {
  const width = COLUMNS.find((column) => column.id === id)?.width;
  if (width === undefined) return undefined;
  return compact ? (COMPACT_WIDTH[id] ?? width) : (widths[id] ?? width);
}

export function gridTemplate(choice: ColumnChoice, compact: boolean): string {
  return shownColumns(choice, compact)
    .map((id) => columnWidth(choice, id, compact))
    .map((width) => (width === undefined ? 'minmax(80px, 1fr)' : `${width}px`))
    .join(' ');
}

function toggled(hidden: readonly ColumnId[], id: ColumnId): readonly ColumnId[] {
  return hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
}

function withWidth(widths: ColumnChoice['widths'], id: ColumnId, width: number | undefined): ColumnChoice['widths'] {
  const { [id]: _before, ...others } = widths;
  return width === undefined
    ? others
    : { ...others, [id]: Math.min(Math.max(Math.round(width), MIN_WIDTH), MAX_WIDTH) };
}
