import { useCallback, useEffect, useRef } from 'react';
import { type ColumnChoice, shownColumns } from './columns.ts';
import classes from './log-grid.module.css';
import { LogRow } from './log-row.tsx';
import { PageLoads } from './page-loads.ts';
import { ROW_HEIGHT, revealRow } from './row-place.ts';
import type { ShownRows } from './use-log-rows.ts';
import { useLogScroll } from './use-log-scroll.ts';

export interface LogRowsProps {
  readonly scroller: HTMLElement;
  readonly rows: ShownRows;
  readonly selected: number | undefined;
  readonly following: boolean;
  readonly freshFrom: number;
  readonly columns: ColumnChoice;
  readonly compact: boolean;
  readonly onSelect: (position: number) => void;
  readonly onToggle: (position: number) => void;
}

/** The rows in sight. */
export default function LogRows(props: LogRowsProps) {
  const { scroller, rows, selected, following, freshFrom, columns, compact, onSelect, onToggle } = props;
  const { count, removed } = rows;
  const { indices, slots } = useLogScroll({ scroller, count, removed, following });
  const select = useStable(onSelect);
  const toggle = useStable(onToggle);
  const loads = rows instanceof PageLoads ? rows : undefined;
  const ids = shownColumns(columns, compact);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection moves the view, not new rows
  useEffect(() => {
    if (selected !== undefined) revealRow(scroller, rows.indexOf(selected));
  }, [selected]);

  return (
    <div className={classes.rows} style={{ height: count * ROW_HEIGHT }} role="presentation">
      {indices.map((index) => {
        const record = rows.at(index);
        const position = rows.positionAt(index);
        return record ? (
          <LogRow
            key={(index + removed) % slots}
            record={record}
            position={position}
            rowIndex={index + 2}
            top={index * ROW_HEIGHT}
            columns={ids}
            selected={position === selected}
            fresh={position >= freshFrom}
            compact={compact}
            load={loads?.loadAt(index)}
            part={loads?.isPart(index) ?? false}
            onSelect={select}
            onToggle={toggle}
          />
        ) : null;
      })}
    </div>
  );
}

/** Always the same function, so that rows need not render again. */
function useStable<T>(callback: (value: T) => void): (value: T) => void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  return useCallback((value: T) => latest.current(value), []);
}
