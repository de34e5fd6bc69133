import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { ColumnId } from './columns.ts';
import { LogCell } from './log-cell.tsx';
import classes from './log-grid.module.css';
import type { PageLoad } from './page-loads.ts';
import { rowId } from './row-place.ts';
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
  readonly load: PageLoad | undefined;
  /** Fetched by the page above. */
  readonly part: boolean;
  readonly onToggle: (position: number) => void;
  readonly onSelect: (position: number) => void;
}

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { record, position, rowIndex, top, columns, selected, fresh, compact, load, part, onSelect, onToggle } = props;
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
      data-part={part || undefined}
      aria-expanded={load?.open}
      style={{ transform: `translateY(${top}px)` }}
      title={wholeTarget(record.target)}
      onClick={() => onSelect(position)}
    >
      {columns.map((column) => (
        <LogCell
          key={column}
          column={column}
          record={record}
          compact={compact}
          load={load}
          t={t}
          onToggle={() => onToggle(position)}
        />
      ))}
    </div>
  );
});
