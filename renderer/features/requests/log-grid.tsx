import { Button } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type UIEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { afterPaint } from '../../components/after-paint.tsx';
import { formatCount } from '../../format.ts';
import { type ColumnId, gridTemplate } from './columns.ts';
import classes from './log-grid.module.css';
import { LogHead } from './log-head.tsx';
import type { LogRowsProps } from './log-rows.tsx';
import { isAtEnd, rowId, rowsPerPage } from './row-place.ts';

const LogRows = afterPaint<LogRowsProps>(
  () => import('./log-rows.tsx'),
  () => null,
);

interface LogGridProps extends Omit<LogRowsProps, 'scroller'> {
  readonly label: string;
  /** Rows that have come since the view let go of the end. */
  readonly newer: number;
  readonly onFollow: (following: boolean) => void;
  readonly onResize: (id: ColumnId, width: number | undefined) => void;
  readonly onKey: (event: KeyboardEvent, pageRows: number) => void;
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
}

export function LogGrid({ label, newer, onFollow, onResize, onKey, empty, ...shown }: LogGridProps) {
  const { rows, selected, following, columns, compact } = shown;
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const style = { '--columns': gridTemplate(columns, compact) } as CSSProperties;
  const scrolled = ({ currentTarget }: UIEvent<HTMLElement>) => {
    if (isAtEnd(currentTarget) !== following) onFollow(!following);
  };
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
        onKeyDown={(event) => onKey(event, rowsPerPage(scroller))}
      >
        <LogHead choice={columns} compact={compact} onResize={onResize} />
        <div ref={setScroller} className={classes.scroll} onScroll={scrolled} role="presentation">
          {scroller && <LogRows scroller={scroller} {...shown} />}
        </div>
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
