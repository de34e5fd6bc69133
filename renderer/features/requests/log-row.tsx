import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { ColumnId } from './columns.ts';
import { LogCell } from './log-cell.tsx';
import classes from './log-grid.module.css';
import { wholeTarget } from './shown-target.ts';

interface LogRowProps {
  readonly record: ExchangeRecord;
  readonly position: number;
  /** 1-based, counted with the head: what screen readers announce. */
  readonly rowIndex: number;
  readonly top: number;
  readonly columns: readonly ColumnId[];
  readonly selected: boolean;
  readonly fresh: boolean;
  readonly compact: boolean;
  readonly onSelect: (position: number) => void;
}

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { record, position, rowIndex, top, columns, selected, fresh, compact, onSelect } = props;
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all rows
    <div
      role="row"
      tabIndex={-1}
      id={rowId(position)}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      className={classes.row}
      data-fresh={fresh || undefined}
      style={{ transform: `translateY(${top}px)` }}
      title={wholeTarget(record.target)}
      onClick={() => onSelect(position)}
    >
      {columns.map((column) => (
        <LogCell key={column} column={column} record={record} compact={compact} t={t} />
      ))}
    </div>
  );
});

export function rowId(position: number): string {
  return `request-${position}`;
}
