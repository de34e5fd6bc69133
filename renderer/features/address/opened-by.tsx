import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { IconCircleCheck } from '../../components/icons.ts';
import { useDeviceName } from '../../use-device-name.ts';
import { useNow } from '../../use-now.ts';
import classes from './address-popover.module.css';

/** The proof that it works: another device has been answered. */
export function OpenedBy({
  visitor: { client, timeMs, userAgent },
}: {
  readonly visitor: NonNullable<ServerView['visitor']>;
}) {
  const { t } = useTranslation();
  const device = useDeviceName()(userAgent);
  const address = device === undefined ? client : `${device}, ${client}`;
  const minutes = Math.floor((useNow() - timeMs) / 60_000);
  return (
    <p className={classes.opened} role="status">
      <IconCircleCheck size={16} stroke={1.75} aria-hidden />
      <span>
        {minutes < 1 ? t('address.openedNow', { address }) : t('address.openedBefore', { address, n: minutes })}
      </span>
    </p>
  );
}
