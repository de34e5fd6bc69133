import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { IconAccessPoint, IconChevronRight } from '../../components/icons.ts';
import { networkAddress } from './condition.ts';
import classes from './shared-now.module.css';

export interface SharedServersProps {
  /** The servers that others can reach. */
  readonly visible: readonly ServerView[];
}

interface SharedButtonProps extends SharedServersProps {
  readonly onClick: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** How many others can reach, and where; usable as the target of a popover. */
export function SharedButton({ visible, ...target }: SharedButtonProps) {
  const { t } = useTranslation();
  return (
    <button type="button" {...target} className={classes.shared}>
      <IconAccessPoint size={16} stroke={1.75} aria-hidden />
      <span>
        <b>{t('shared.count', { n: visible.length })}</b>
        <span className={`${classes.hosts} ellipsis`}>{hostsOf(visible)}</span>
      </span>
      <IconChevronRight size={14} stroke={1.75} aria-hidden />
    </button>
  );
}

/** Each network address once, without scheme and port. */
function hostsOf(servers: readonly ServerView[]): string {
  const hosts = servers.map((server) => new URL(networkAddress(server)?.url ?? 'http://localhost/').hostname);
  return [...new Set(hosts)].join(', ');
}
