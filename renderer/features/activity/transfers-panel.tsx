import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../src-server/state.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { formatBytes } from '../../format.ts';
import { useNow } from '../../use-now.ts';
import classes from './activity.module.css';
import type { Bins } from './bins.ts';
import { Chart } from './chart.tsx';
import { columnOptions, token } from './chart-options.ts';
import { TransferRow } from './transfer-row.tsx';
import { useTheme } from './use-theme.ts';

interface TransfersPanelProps {
  readonly server: string;
  readonly bins: Bins;
  /** Bytes per second right now. */
  readonly outRate: number;
}

export function TransfersPanel({ server, bins, outRate }: TransfersPanelProps) {
  const { t } = useTranslation();
  const act = useAct();
  const theme = useTheme();
  const { transfers, rateOf } = useTransfers(server);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the theme
  const options = useMemo(
    () => columnOptions({ fills: [token('--accent-edge')], format: formatBytes, now: '', axesShown: false }),
    [theme],
  );
  const data = useMemo(() => [bins.times, bins.bytesPerSecond] as unknown as uPlot.AlignedData, [bins]);
  return (
    <section className={classes.third}>
      <div className={classes.head}>
        <h2>{t('activity.transfers')}</h2>
        <span className="quiet num">{transfers.length}</span>
      </div>
      <ul className={classes.transfers}>
        {transfers.map((transfer) => (
          <TransferRow
            key={transfer.id}
            transfer={transfer}
            bytesPerSecond={rateOf(transfer)}
            onCancel={() => act('transfer:cancel', server, transfer.id)}
          />
        ))}
        {transfers.length === 0 && <li className="quiet">{t('activity.noTransfers')}</li>}
      </ul>
      <div className={classes.head} data-second>
        <h2>{t('activity.throughput')}</h2>
        <span className="quiet num">{t('activity.out', { rate: formatBytes(Math.round(outRate)) })}</span>
      </div>
      <div className={classes.small}>
        <Chart label={t('activity.throughputLabel')} options={options} data={data} />
      </div>
    </section>
  );
}

/** Asked for once a second; the rate is what came since the second before. */
function useTransfers(server: string) {
  const { bridge } = useApp();
  const nowMs = useNow();
  const [transfers, setTransfers] = useState<readonly Transfer[]>([]);
  const before = useRef(new Map<number, number>());
  const rates = useRef(new Map<number, number>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a second
  useEffect(() => {
    void bridge.call('server:transfers', server).then((now) => {
      rates.current = new Map(now.map(({ id, bytes }) => [id, bytes - (before.current.get(id) ?? bytes)]));
      before.current = new Map(now.map(({ id, bytes }) => [id, bytes]));
      setTransfers(now);
    });
  }, [bridge, server, nowMs]);
  return { transfers, rateOf: ({ id }: Transfer) => rates.current.get(id) ?? 0 };
}
