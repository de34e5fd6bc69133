import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { Address } from '../../../src-server/state.ts';
import { useAct } from '../../app-context.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconAccessPoint, IconDeviceLaptop, IconExternalLink, IconQrcode } from '../../components/icons.ts';
import { addressesOf, networkAddress, wantsNetwork } from '../servers/condition.ts';
import classes from './address-popover.module.css';
import { OpenedBy } from './opened-by.tsx';
import phone from './phone-check.module.css';
import { PhoneCheck } from './phone-check.tsx';
import { PortField } from './port-field.tsx';
import { QrCode } from './qr-code.tsx';
import { VisibleSwitch } from './visible-switch.tsx';

export interface AddressPopoverProps {
  readonly server: ServerView;
  /** Address whose QR code is shown; the one that reaches furthest if none was chosen. */
  readonly chosen: string | undefined;
  readonly onChoose: (url: string) => void;
}

export default function AddressPopover({ server, chosen, onChoose }: AddressPopoverProps) {
  const { t } = useTranslation();
  const addresses = addressesOf(server).toSorted(
    (a, b) => Number(a.kind === 'loopback') - Number(b.kind === 'loopback'),
  );
  const scannable = addresses.filter(({ kind }) => kind !== 'loopback');
  const qr = scannable.find(({ url }) => url === chosen) ?? networkAddress(server);
  const unopened = server.state.kind === 'running' && wantsNetwork(server) && !server.visitor;
  const [asked, setAsked] = useState(false);
  const checking = asked && unopened;
  return (
    <div className={classes.popover} data-wide={qr !== undefined || undefined} data-checking={checking || undefined}>
      <div className={classes.left}>
        {checking ? (
          <PhoneCheck server={server} url={qr?.url} onChoose={onChoose} onBack={() => setAsked(false)} />
        ) : (
          <>
            <VisibleSwitch server={server} />
            {server.visitor && <OpenedBy visitor={server.visitor} />}
            {addresses.length > 0 && (
              <ul className={classes.list}>
                {addresses.map((address) => (
                  <AddressLine key={address.url} address={address} chosen={address === qr} onChoose={onChoose} />
                ))}
              </ul>
            )}
            <PortField server={server} />
          </>
        )}
        {unopened && <AskButton hidden={checking} onAsk={() => setAsked(true)} />}
      </div>
      {qr && (
        <div className={classes.qr}>
          <QrCode url={qr.url} />
          <b className="strong">{t('address.scan')}</b>
          <span className="selectable">{new URL(qr.url).host}</span>
        </div>
      )}
    </div>
  );
}

/** Has the focus again when the person comes back from the check. */
function AskButton({ hidden, onAsk }: { readonly hidden: boolean; readonly onAsk: () => void }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const wasHidden = useRef(hidden);
  useEffect(() => {
    if (wasHidden.current && !hidden) button.current?.focus();
    wasHidden.current = hidden;
  }, [hidden]);
  return (
    <button ref={button} type="button" hidden={hidden} className={phone.ask} onClick={onAsk}>
      {t('phone.ask')}
    </button>
  );
}

interface AddressLineProps {
  readonly address: Address;
  readonly chosen: boolean;
  readonly onChoose: (url: string) => void;
}

function AddressLine({ address: { url, kind, interface: network }, chosen, onChoose }: AddressLineProps) {
  const { t } = useTranslation();
  const act = useAct();
  const local = kind === 'loopback';
  const Icon = local ? IconDeviceLaptop : IconAccessPoint;
  const reach = local ? t('address.local') : kind === 'name' ? t('address.byName') : (network ?? t('address.network'));
  return (
    <li className={classes.line}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <div>
        <code className="selectable">{url}</code>
        <small>{reach}</small>
      </div>
      <span className={classes.actions}>
        <CopyButton label={t('address.copyThis', { url })} onCopy={() => act('clipboard:write', url)} />
        {local ? (
          <IconButton label={t('address.open')} icon={IconExternalLink} onClick={() => act('open:url', url)} />
        ) : (
          <IconButton
            label={t('address.qrFor', { url })}
            icon={IconQrcode}
            pressed={chosen}
            onClick={() => onChoose(url)}
          />
        )}
      </span>
    </li>
  );
}
