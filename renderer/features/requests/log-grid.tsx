import { Button } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../format.ts';
import { type ColumnChoice, type ColumnId, gridTemplate, shownColumns } from './columns.ts';
import classes from './log-grid.module.css';
import { LogHead } from './log-head.tsx';
import { LogRow, rowId } from './log-row.tsx';
import { PageLoads } from './page-loads.ts';
import type { ShownRows } from './use-log-rows.ts';
import { isAtEnd, ROW_HEIGHT, useLogScroll } from './use-log-scroll.ts';

interface LogGridProps {
  readonly label: string;
  readonly rows: ShownRows;
  readonly selected: number | undefined;
  readonly following: boolean;
  /** Rows that have come since the view let go of the end. */
  readonly newer: number;
  readonly freshFrom: number;
  readonly columns: ColumnChoice;
  readonly compact: boolean;
  readonly onResize: (id: ColumnId, width: number | undefined) => void;
  readonly onSelect: (position: number) => void;
  readonly onToggle: (position: number) => void;
  readonly onFollow: (following: boolean) => void;
  readonly onKey: (event: KeyboardEvent, pageRows: number) => void;
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
}

export function LogGrid(props: LogGridProps) {
  const { label, rows, selected, following, newer, freshFrom, columns, compact, empty } = props;
  const { onResize, onSelect, onToggle, onFollow, onKey } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { count } = rows;
  const { items, slots, reveal } = useLogScroll({ scroller, count, removed: rows.removed, following });
  const select = useStable(onSelect);
  const toggle = useStable(onToggle);
  const loads = rows instanceof PageLoads ? rows : undefined;
  const ids = shownColumns(columns, compact);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection moves the view, not new rows
  useEffect(() => {
    if (selected !== undefined) reveal(rows.indexOf(selected));
  }, [selected]);

  const scrolled = () => {
    const element = scroller.current;
    if (element && isAtEnd(element) !== following) onFollow(!following);
  };
  const pageRows = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
  const style = { '--columns': gridTemplate(columns, compact) } as CSSProperties;
  return (
    <div className={classes.frame}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-activedescendant={selected === undefined ? undefined : rowId(selected)}
        tabIndex={0}
        className={classes.grid}
        style={style}
        onKeyDown={(event) => onKey(event, pageRows())}
      >
        <LogHead choice={columns} compact={compact} onResize={onResize} />
        <div ref={scroller} className={classes.scroll} onScroll={scrolled} role="presentation">
          <div className={classes.rows} style={{ height: count * ROW_HEIGHT }} role="presentation">
            {items.map(({ index }) => {
              const record = rows.at(index);
              const position = rows.positionAt(index);
              return record ? (
                <LogRow
                  key={(index + rows.removed) % slots}
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
        </div>
      </div>
      {count === 0 && <div className={classes.empty}>{empty}</div>}
      {newer > 0 && (
        <Button size="xs" className={classes.newer ?? ''} onClick={() => onFollow(true)}>
          {t('log.newer', { n: formatCount(newer) })}
        </Button>
      )}
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
