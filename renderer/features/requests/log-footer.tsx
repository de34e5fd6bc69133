import { useTranslation } from 'react-i18next';
import { type Counters, LATENCY_BUCKETS_MS } from '../../../src-server/state.ts';
import { formatBytes, formatCount, formatDuration } from '../../format.ts';
import { percentile } from '../activity/percentile.ts';
import classes from './log-footer.module.css';

interface LogFooterProps {
  readonly counters: Counters | undefined;
  /** What the list shows of all this. */
  readonly shown: string;
}

/** Exact totals, whatever the list shows. */
export function LogFooter({ counters, shown }: LogFooterProps) {
  const { t } = useTranslation();
  const { requests = 0, contentBytes = 0, inProgress = 0, latency = [] } = counters ?? {};
  const median = percentile(latency, LATENCY_BUCKETS_MS, 0.5);
  return (
    <footer className={classes.foot}>
      <span>
        <b>{formatCount(requests)}</b> {t('foot.requests', { count: requests })}
      </span>
      <span>
        <b>{formatBytes(contentBytes)}</b> {t('foot.sent')}
      </span>
      {median !== undefined && (
        <span className={classes.wide}>
          {t('foot.median')} <b>{formatDuration(median)}</b>
        </span>
      )}
      <span className={classes.wide}>
        {t('foot.inProgress')} <b>{formatCount(inProgress)}</b>
      </span>
      <span className={`${classes.shown} ellipsis`} role="status">
        {shown}
      </span>
    </footer>
  );
}
