import { Button, Popover } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState, useView } from '../../app-context.tsx';
import { AddressWell } from '../../components/address-well.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconChevronDown, IconExternalLink, IconQrcode } from '../../components/icons.ts';
import { SheetHead } from '../../components/sheet-head.tsx';
import { expectedUrl, localAddress, networkAddress } from '../servers/condition.ts';
import classes from './address-row.module.css';

const AddressPopover = lazy(() => import('./address-popover.tsx'));

/** The two addresses that matter, and all of them behind a button. */
export function AddressRow({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const shown = useView((state) => state.addressesShown);
  const [chosen, setChosen] = useState<string>();
  const setShown = (addressesShown: boolean) => view.setState({ addressesShown });
  return (
    <div className={classes.row}>
      <Wells
        server={server}
        onQr={(url) => {
          setChosen(url);
          setShown(true);
        }}
      />
      <Popover opened={shown} onChange={setShown} position="bottom-end" offset={7} width={592} trapFocus>
        <Popover.Target>
          <Button
            size="lg"
            className={classes.all ?? ''}
            aria-label={t('address.title')}
            rightSection={<IconChevronDown className={classes.chevron} size={14} stroke={1.75} />}
            onClick={() => setShown(!shown)}
          >
            <span className={classes.allWord}>{t('address.title')}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.popover ?? ''} aria-label={t('address.title')}>
          <SheetHead title={t('address.title')} onClose={() => setShown(false)} />
          <Suspense>
            <AddressPopover server={server} chosen={chosen} onChoose={setChosen} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function Wells({ server, onQr }: { readonly server: ServerView; readonly onQr: (url: string) => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const platform = useAppState(({ info }) => info.platform);
  const local = localAddress(server);
  const network = networkAddress(server);
  const alive = server.state.kind === 'running' && server.state.root === 'ok';
  const copyKey = platform === 'darwin' ? '⌘⇧C' : 'Ctrl Shift C';
  if (!alive)
    return (
      <AddressWell
        url={(network ?? local)?.url ?? expectedUrl(server)}
        reach="loopback"
        alive={false}
        onOpen={() => {}}
      />
    );
  return (
    <>
      {local && (
        <div className={classes.well} data-local>
          <AddressWell url={local.url} reach="loopback" alive onOpen={() => act('open:url', local.url)}>
            <CopyButton
              label={t('address.copy')}
              {...(network ? {} : { shortcut: copyKey })}
              onCopy={() => act('clipboard:write', local.url)}
            />
            <IconButton label={t('address.open')} icon={IconExternalLink} onClick={() => act('open:url', local.url)} />
          </AddressWell>
        </div>
      )}
      {network && (
        <div className={classes.well}>
          <AddressWell url={network.url} reach="network" alive onOpen={() => act('open:url', network.url)}>
            <CopyButton
              label={t('address.copyNetwork')}
              shortcut={copyKey}
              onCopy={() => act('clipboard:write', network.url)}
            />
            <IconButton label={t('address.showQr')} icon={IconQrcode} onClick={() => onQr(network.url)} />
          </AddressWell>
        </div>
      )}
    </>
  );
}
