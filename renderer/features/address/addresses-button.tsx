import { Button } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app-context.tsx';
import { IconChevronDown } from '../../components/icons.ts';
import classes from './address-row.module.css';

/** Opens and closes all addresses; usable as the target of a popover. */
export function AddressesButton(target: { readonly ref?: Ref<HTMLButtonElement> }) {
  const { t } = useTranslation();
  const { view } = useApp();
  return (
    <Button
      {...target}
      size="lg"
      className={classes.all ?? ''}
      aria-label={t('address.title')}
      rightSection={<IconChevronDown className={classes.chevron} size={14} stroke={1.75} />}
      onClick={() => view.setState(({ addressesShown }) => ({ addressesShown: !addressesShown }))}
    >
      <span className={classes.allWord}>{t('address.title')}</span>
    </Button>
  );
}
