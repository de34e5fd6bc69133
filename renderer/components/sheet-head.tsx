import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { IconX } from './icons.ts';
import classes from './sheet.module.css';

interface SheetHeadProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** What a popover has at its top where it is a sheet: a narrow window. */
export function SheetHead({ title, onClose }: SheetHeadProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <span>{title}</span>
      <IconButton label={t('close')} icon={IconX} onClick={onClose} />
    </div>
  );
}
