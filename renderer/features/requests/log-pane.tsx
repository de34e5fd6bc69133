import { useElementSize } from '@mantine/hooks';
import { type RefObject, useEffect, useMemo, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { useApp, useAppState } from '../../app-context.tsx';
import { formatCount } from '../../format.ts';
import { copyAsCurl, sendAgain } from '../exchange-detail/exchange-actions.ts';
import { expectedUrl, widestAddress } from '../servers/condition.ts';
import { type Columns, fittingColumns } from './columns.ts';
import { DetailSide } from './detail-side.tsx';
import { EmptyLog } from './empty-log.tsx';
import { LogFooter } from './log-footer.tsx';
import { LogGrid } from './log-grid.tsx';
import { pressLogKey } from './log-keys.ts';
import { type LogViewStore, togglePause } from './log-view.ts';
import { PageLoads } from './page-loads.ts';
import classes from './requests.module.css';
import { type ShownRows, useLogRows } from './use-log-rows.ts';

/** Narrower than this the log shows method, status, path and duration only. */
const COMPACT_BELOW = 700;

interface LogPaneProps {
  readonly server: ServerView;
  readonly viewStore: LogViewStore;
  readonly columns: Columns;
  /** Told which rows are shown. */
  readonly shownRef: RefObject<ShownRows | null>;
}

/** The rows, their totals, and the one that is looked at: what is drawn anew as rows come. */
export function LogPane({ server, viewStore, columns, shownRef }: LogPaneProps) {
  const { t } = useTranslation();
  const { bridge, store } = useApp();
  const { log } = store.history(server.id);
  const { view, rows, filtered, newer } = useLogRows(log, viewStore);
  const counters = useAppState((state) => state.counters[server.id]);
  const { ref, width } = useElementSize();
  useEffect(() => {
    shownRef.current = rows;
  });

  const compact = width > 0 && width < COMPACT_BELOW;
  const shownChoice = useMemo(
    () => (compact ? columns.choice : fittingColumns(columns.choice, width)),
    [columns.choice, compact, width],
  );
  const record = view.selected === undefined ? undefined : log.rows.at(view.selected);
  const move = (by: number) => {
    const position = view.selected === undefined ? -1 : rows.positionAt(rows.indexOf(view.selected) + by);
    if (log.rows.at(position)) viewStore.setState({ selected: position, following: false });
  };
  const onRecord = (act: (of: ExchangeRecord) => Promise<void>) => record && void act(record);
  const url = widestAddress(server)?.url ?? expectedUrl(server);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const toggle = (position: number) => {
    if (!(rows instanceof PageLoads)) return;
    rows.toggle(position);
    viewStore.setState({ following: false });
    redraw();
  };
  const keys = {
    rows,
    viewStore,
    onPause: () => togglePause(viewStore, log.rows.end),
    onToggle: toggle,
    onCopy: () => onRecord((of) => copyAsCurl(bridge, server.id, of, url)),
    onSend: () => onRecord((of) => sendAgain(bridge, server.id, of)),
  };
  return (
    <div className={classes.body}>
      <section className={classes.log} ref={ref}>
        <LogGrid
          label={t('tab.requests')}
          rows={rows}
          selected={view.selected}
          following={view.following && view.pausedAt === undefined}
          newer={newer}
          freshFrom={log.freshFrom()}
          columns={shownChoice}
          compact={compact}
          onResize={columns.resize}
          onSelect={(selected) => viewStore.setState({ selected, detailShown: true, following: false })}
          onToggle={toggle}
          onFollow={(following) => viewStore.setState({ following })}
          onKey={(event, pageRows) => pressLogKey(event, pageRows, keys)}
          empty={
            <EmptyLog
              server={server}
              filtered={filtered && log.rows.end > log.start}
              cleared={log.rows.end > 0 && log.rows.end === log.start}
            />
          }
        />
        <LogFooter counters={counters} shown={shownText()} />
      </section>
      {view.detailShown && record && (
        <DetailSide
          server={server}
          record={record}
          onPrevious={() => move(-1)}
          onNext={() => move(1)}
          onClose={() => viewStore.setState({ detailShown: false })}
        />
      )}
    </div>
  );

  function shownText(): string {
    if (view.pausedAt !== undefined) return t('foot.paused', { n: formatCount(log.rows.end - view.pausedAt) });
    if (filtered)
      return t('foot.match', { n: formatCount(rows.matchCount), total: formatCount(log.rows.end - log.start) });
    const skipped = counters?.droppedRecords ?? 0;
    return skipped > 0 ? t('foot.skipped', { n: formatCount(skipped) }) : t('foot.every');
  }
}
