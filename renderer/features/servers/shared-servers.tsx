import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useApp } from '../../app-context.tsx';
import type { Pressed } from '../../components/after-paint.tsx';
import { SheetHead } from '../../components/sheet-head.tsx';
import { showServer } from '../../view.ts';
import { networkAddress } from './condition.ts';
import { SharedButton, type SharedServersProps } from './shared-button.tsx';
import classes from './shared-now.module.css';

/** The servers that others can reach, behind a button that says how many. */
export default function SharedServers({ visible, pressed }: SharedServersProps & Pressed) {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  const [shown, setShown] = useState(pressed);
  const stopAll = () => {
    for (const { id } of visible) act('server:stop', id);
  };
  return (
    <Popover opened={shown} onChange={setShown} position="right-end" trapFocus>
      <Popover.Target>
        <SharedButton visible={visible} onClick={() => setShown(!shown)} />
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
