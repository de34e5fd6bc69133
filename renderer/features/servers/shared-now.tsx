import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import { IconAccessPoint, IconChevronRight, IconDeviceLaptop } from '../../components/icons.ts';
import { SheetHead } from '../../components/sheet-head.tsx';
import { showServer } from '../../view.ts';
import { isVisible, networkAddress } from './condition.ts';
import classes from './shared-now.module.css';

/** What others can reach, always on the screen. */
export function SharedNow() {
  const { t } = useTranslation();
  const servers = useAppState((state) => state.servers);
  const visible = servers.filter(isVisible);
  if (visible.length > 0) return <VisibleServers visible={visible} />;
  const running = servers.some(({ state }) => state.kind === 'running');
  return (
    <div className={classes.private}>
      <IconDeviceLaptop size={16} stroke={1.75} aria-hidden />
      <span>{running ? t('shared.local') : t('shared.nothing')}</span>
    </div>
  );
}

function VisibleServers({ visible }: { readonly visible: readonly ServerView[] }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  const [shown, setShown] = useState(false);
  const stopAll = () => {
    for (const { id } of visible) act('server:stop', id);
  };
  return (
    <Popover opened={shown} onChange={setShown} position="right-end" trapFocus>
      <Popover.Target>
        <button type="button" className={classes.shared} onClick={() => setShown(!shown)}>
          <IconAccessPoint size={16} stroke={1.75} aria-hidden />
          <span>
            <b>{t('shared.count', { n: visible.length })}</b>
            <span className={`${classes.hosts} ellipsis`}>{hostsOf(visible)}</span>
          </span>
          <IconChevronRight size={14} stroke={1.75} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shared.list')}>
        <SheetHead title={t('shared.list')} onClose={() => setShown(false)} />
        <div className={classes.list}>
          <ul>
            {visible.map((server) => (
              <li key={server.id}>
                <button type="button" className={classes.entry} onClick={() => showServer(view, server.id)}>
                  <bdi className="ellipsis">{server.name}</bdi>
                  <code>{networkAddress(server)?.url}</code>
                </button>
              </li>
            ))}
          </ul>
          <Button size="xs" onClick={stopAll}>
            {t('shared.stopAll')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Each network address once, without scheme and port. */
function hostsOf(servers: readonly ServerView[]): string {
  const hosts = servers.map((server) => new URL(networkAddress(server)?.url ?? 'http://localhost/').hostname);
  return [...new Set(hosts)].join(', ');
}
