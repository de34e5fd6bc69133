import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../src-server/state.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { IconArrowDown, IconArrowUp, IconX } from '../../components/icons.ts';
import { formatBytes } from '../../format.ts';
import { wholeTarget } from '../requests/shown-target.ts';
import classes from './activity.module.css';

interface TransferRowProps {
  readonly transfer: Transfer;
  readonly bytesPerSecond: number;
  readonly onCancel: () => void;
}

/** What leaves this computer goes up, what comes goes down, as people say of their own line. */
export function TransferRow({ transfer, bytesPerSecond, onCancel }: TransferRowProps) {
  const { t } = useTranslation();
  const { direction, target, bytes, totalBytes } = transfer;
  const Icon = direction === 'down' ? IconArrowUp : IconArrowDown;
  const name = wholeTarget(target);
  const share = totalBytes ? Math.min(1, bytes / totalBytes) : 0;
  return (
    <li>
      <Icon
        size={16}
        stroke={1.75}
        role="img"
        aria-label={t(direction === 'down' ? 'activity.sending' : 'activity.receiving')}
      />
      <div>
        <div className="ellipsis" title={name}>
          <bdi>{name}</bdi>
        </div>
        <div
          className={classes.progress}
          role="progressbar"
          aria-label={name}
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
        <div className="quiet num">{progressText(t, transfer, bytesPerSecond)}</div>
      </div>
      <IconButton label={t('activity.cancel', { name })} icon={IconX} size={14} onClick={onCancel} />
    </li>
  );
}

function progressText(t: TFunction, { bytes, totalBytes, client }: Transfer, rate: number): string {
  const done = formatBytes(bytes);
  const size = totalBytes === undefined ? done : t('activity.ofTotal', { done, total: formatBytes(totalBytes) });
  const speed = rate > 0 ? t('activity.rate', { rate: formatBytes(rate) }) : '';
  const left = rate > 0 && totalBytes !== undefined ? remaining(t, (totalBytes - bytes) / rate) : '';
  return [size, speed, left, rate > 0 ? '' : client].filter((part) => part !== '').join(', ');
}

function remaining(t: TFunction, seconds: number): string {
  if (seconds < 90) return t('activity.secondsLeft', { n: Math.ceil(seconds) });
  return t('activity.minutesLeft', { n: Math.round(seconds / 60) });
}
