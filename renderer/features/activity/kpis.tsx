import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Counters } from '../../../src-server/state.ts';
import { useApp, useAppState } from '../../app-context.tsx';
import { formatCount, splitBytes } from '../../format.ts';
import { useNow } from '../../use-now.ts';
import classes from './activity.module.css';

interface KpisProps {
  readonly server: string;
  readonly rate: number;
}

export function Kpis({ server, rate }: KpisProps) {
  const { t } = useTranslation();
  const counters = useFreshCounters(server);
  const {
    requests = 0,
    contentBytes = 0,
    receivedBytes = 0,
    byClass = [],
    connections = 0,
    inProgress = 0,
  } = counters ?? {};
  const failed = (byClass[4] ?? 0) + (byClass[5] ?? 0);
  const sent = splitBytes(contentBytes);
  const received = splitBytes(receivedBytes);
  const share = requests > 0 ? `${((failed / requests) * 100).toFixed(1)} %` : '';
  return (
    <dl className={classes.kpis}>
      <Kpi name={t('tab.requests')} value={formatCount(requests)} />
      <Kpi name={t('activity.now')} value={rate.toFixed(1)} unit={t('activity.perSecond')} />
      <Kpi name={t('activity.sent')} value={sent.value} unit={sent.unit} />
      <Kpi name={t('activity.received')} value={received.value} unit={received.unit} />
      <Kpi name={t('activity.failed')} value={formatCount(failed)} unit={share} />
      <Kpi name={t('activity.inProgress')} value={formatCount(inProgress)} />
      <Kpi name={t('activity.connections')} value={formatCount(connections)} />
    </dl>
  );
}

function Kpi({ name, value, unit = '' }: { readonly name: string; readonly value: string; readonly unit?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} <small>{unit}</small>
      </dd>
    </div>
  );
}

/** Batches come with requests only; connections come and go without. */
function useFreshCounters(server: string): Counters | undefined {
  const { bridge } = useApp();
  const pushed = useAppState(({ counters }) => counters[server]);
  const [asked, setAsked] = useState<Counters>();
  const nowMs = useNow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a second
  useEffect(() => {
    void bridge.call('server:counters', server).then(setAsked);
  }, [bridge, server, nowMs]);
  return asked ?? pushed;
}
