import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import { AddressWell } from '../../components/address-well.tsx';
import { afterPaint } from '../../components/after-paint.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconExternalLink, IconQrcode } from '../../components/icons.ts';
import { expectedUrl, localAddress, networkAddress } from '../servers/condition.ts';
import classes from './address-row.module.css';
import type { AddressSheetProps } from './address-sheet.tsx';
import { AddressesButton } from './addresses-button.tsx';

const AddressSheet = afterPaint<AddressSheetProps>(
  () => import('./address-sheet.tsx'),
  () => <AddressesButton />,
);

/** The two addresses that matter, and all of them behind a button. */
export function AddressRow({ server }: { readonly server: ServerView }) {
  const { view } = useApp();
  const [chosen, setChosen] = useState<string>();
  return (
    <div className={classes.row}>
      <Wells
        server={server}
        onQr={(url) => {
          setChosen(url);
          view.setState({ addressesShown: true });
        }}
      />
      <AddressSheet server={server} chosen={chosen} onChoose={setChosen} />
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
