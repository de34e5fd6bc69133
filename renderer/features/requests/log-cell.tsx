import type { TFunction } from 'i18next';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { IconChevronDown, IconChevronRight } from '../../components/icons.ts';
import { StatusMark, statusShape } from '../../components/status-mark.tsx';
import { formatBytes, formatClock, formatCount, formatDuration } from '../../format.ts';
import type { ColumnId } from './columns.ts';
import classes from './log-grid.module.css';
import type { PageLoad } from './page-loads.ts';
import { shortType } from './short-type.ts';
import { shownTarget, wholeTarget } from './shown-target.ts';

/** From here on a duration stands out. */
const SLOW_MS = 200;

interface LogCellProps {
  readonly column: ColumnId;
  readonly record: ExchangeRecord;
  readonly compact: boolean;
  readonly load: PageLoad | undefined;
  readonly t: TFunction;
  readonly onToggle: () => void;
}

export function LogCell({ column, record, compact, load, t, onToggle }: LogCellProps) {
  const { durationMs, status } = record;
  const slow = durationMs > SLOW_MS;
  switch (column) {
    case 'path':
      return <PathCell target={record.target} load={load} t={t} onToggle={onToggle} />;
    case 'status':
      return (
        <span role="gridcell">
          <StatusText record={record} t={t} />
        </span>
      );
    case 'method':
      return (
        <span role="gridcell" className={classes.method} data-unsafe={!/^(GET|HEAD)$/.test(record.method) || undefined}>
          {record.method}
        </span>
      );
    case 'duration':
      return (
        <span role="gridcell" className={classes.duration} data-slow={slow || undefined}>
          {!compact && <span className={classes.bar} style={{ width: `${barWidth(durationMs)}%` }} />}
          <span>{status === 101 ? '' : formatDuration(durationMs)}</span>
        </span>
      );
    default:
      return (
        <span role="gridcell" className={classes[column]}>
          {textOf(column, record)}
        </span>
      );
  }
}

export function StatusText({ record, t }: { readonly record: ExchangeRecord; readonly t: TFunction }) {
  const cut = record.outcome === 'aborted';
  return <StatusMark shape={statusShape(record.status, cut)} text={cut ? t('log.cut') : String(record.status)} />;
}

interface PathCellProps extends Pick<LogCellProps, 'load' | 't' | 'onToggle'> {
  readonly target: string;
}

function PathCell({ target, load, t, onToggle }: PathCellProps) {
  const Chevron = load?.open ? IconChevronDown : IconChevronRight;
  const { folder, name, query } = shownTarget(target);
  return (
    <span role="gridcell" className={classes.path} aria-label={wholeTarget(target)}>
      {load && (
        <button
          type="button"
          tabIndex={-1} // the arrow keys of the grid do it
          className={classes.fold}
          aria-label={t(load.open ? 'log.fold' : 'log.unfold', { n: load.count })}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <Chevron size={12} stroke={2} aria-hidden />
          {formatCount(load.count)}, {formatBytes(load.bytes)}
        </button>
      )}
      <bdi dir="ltr">
        {folder && <span className={classes.folder}>{folder}</span>}
        <span className={classes.name}>{name}</span>
        {query && <span className={classes.query}>{query}</span>}
      </bdi>
    </span>
  );
}

function textOf(column: ColumnId, record: ExchangeRecord): string {
  switch (column) {
    case 'time':
      return formatClock(record.timeMs);
    case 'type':
      return shortType(record);
    case 'size':
      return record.status === 101 ? '' : formatBytes(record.contentBytes);
    case 'client':
      return record.client;
    case 'version':
      return record.httpVersion;
    case 'step':
      return record.step;
    default:
      return record.userAgent ?? '';
  }
}

/** Logarithmic: 2 seconds fill the bar, and half a millisecond can still be told from 5. */
function barWidth(ms: number): number {
  return ms <= 0 ? 0 : Math.max(3, Math.min(100, (Math.log10(ms * 2 + 1) / 3.6) * 100));
}
