import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useView } from '../../app-context.tsx';
import { later } from '../../components/later.tsx';
import { SheetHead } from '../../components/sheet-head.tsx';
import type { AddressPopoverProps } from './address-popover.tsx';
import classes from './address-row.module.css';
import { AddressesButton } from './addresses-button.tsx';

const AddressPopover = later(() => import('./address-popover.tsx'));

export type AddressSheetProps = AddressPopoverProps;

/** All addresses behind their button; a sheet in a narrow window. */
export default function AddressSheet({ server, chosen, onChoose }: AddressSheetProps) {
  const { t } = useTranslation();
  const { view } = useApp();
  const shown = useView((state) => state.addressesShown);
  const setShown = (addressesShown: boolean) => view.setState({ addressesShown });
  return (
    <Popover opened={shown} onChange={setShown} position="bottom-end" offset={7} width={592} trapFocus>
      <Popover.Target>
        <AddressesButton />
      </Popover.Target>
      <Popover.Dropdown className={classes.popover ?? ''} aria-label={t('address.title')}>
        <SheetHead title={t('address.title')} onClose={() => setShown(false)} />
        <AddressPopover server={server} chosen={chosen} onChoose={onChoose} />
      </Popover.Dropdown>
    </Popover>
  );
}
