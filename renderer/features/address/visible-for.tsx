import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct } from '../../app-context.tsx';
import { useNow } from '../../use-now.ts';
import classes from './address-popover.module.css';

const HOUR_MS = 3_600_000;

/** When the visibility ends; main keeps the time, also without a window. */
export function VisibleFor({ server: { id, visibleUntilMs } }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const act = useAct();
  const label = useId();
  const choose = (when: string) => act('server:visible-for', id, when === 'hour' ? HOUR_MS : null);
  return (
    <div className={classes.lasts}>
      <span id={label}>{t('lan.lasts')}</span>
      <SegmentedControl
        aria-labelledby={label}
        value={visibleUntilMs === undefined ? 'hand' : 'hour'}
        data={[
          { value: 'hour', label: t('lan.anHour') },
          { value: 'hand', label: t('lan.byHand') },
        ]}
        onChange={choose}
      />
      {visibleUntilMs !== undefined && <TimeLeft untilMs={visibleUntilMs} />}
    </div>
  );
}

function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  const { t } = useTranslation();
  const minutes = Math.ceil((untilMs - useNow()) / 60_000);
  return (
    <p className="num">{minutes > 1 ? t('lan.minutesLeft', { n: Math.min(minutes, 60) }) : t('lan.lastMinute')}</p>
  );
}
