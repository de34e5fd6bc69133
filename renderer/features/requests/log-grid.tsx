import { Button } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { afterPaint } from '../../components/after-paint.tsx';
import { formatCount } from '../../format.ts';
import { type ColumnId, gridTemplate } from './columns.ts';
import classes from './log-grid.module.css';
import { LogHead } from './log-head.tsx';
import type { LogRowsProps } from './log-rows.tsx';
import { rowId, rowsPerPage } from './row-place.ts';

const LogRows = afterPaint<LogRowsProps>(
  () => import('./log-rows.tsx'),
  () => <div className={classes.scroll} role="presentation" />,
);

interface LogGridProps extends Omit<LogRowsProps, 'scroller'> {
  readonly label: string;
  /** Rows that have come since the view let go of the end. */
  readonly newer: number;
  readonly onResize: (id: ColumnId, width: number | undefined) => void;
  readonly onKey: (event: KeyboardEvent, pageRows: number) => void;
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
}

export function LogGrid({ label, newer, onResize, onKey, empty, ...shown }: LogGridProps) {
  const { rows, selected, columns, compact, onFollow } = shown;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const style = { '--columns': gridTemplate(columns, compact) } as CSSProperties;
  return (
    <div className={classes.frame}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.count + 1}
        aria-activedescendant={selected === undefined ? undefined : rowId(selected)}
        tabIndex={0}
        className={classes.grid}
        style={style}
        onKeyDown={(event) => onKey(event, rowsPerPage(scroller.current))}
      >
        <LogHead choice={columns} compact={compact} onResize={onResize} />
        <LogRows scroller={scroller} {...shown} />
      </div>
      {rows.count === 0 && <div className={classes.empty}>{empty}</div>}
      {newer > 0 && (
        <Button size="xs" className={classes.newer ?? ''} onClick={() => onFollow(true)}>
          {t('log.newer', { n: formatCount(newer) })}
        </Button>
      )}
    </div>
  );
}
