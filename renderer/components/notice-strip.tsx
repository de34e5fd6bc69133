import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { IconX } from './icons.ts';
import classes from './notice-strip.module.css';

interface NoticeStripProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
  readonly onDismiss: () => void;
}

/** Something the person should know though the server runs; stays until answered. */
export function NoticeStrip({ icon: Icon, title, detail, children, onDismiss }: NoticeStripProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.strip} role="status">
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={`${classes.text} selectable`}>
        <b className="strong">{title}</b> {detail}
      </span>
      {children}
      <IconButton label={t('dismiss')} icon={IconX} onClick={onDismiss} />
    </div>
  );
}
