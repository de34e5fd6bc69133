import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Pressed } from '../../components/after-paint.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconCheck, IconColumns3 } from '../../components/icons.ts';
import { COLUMNS, type ColumnId } from './columns.ts';

export interface ColumnsMenuProps {
  readonly hidden: readonly ColumnId[];
  readonly onToggle: (id: ColumnId) => void;
  readonly onReset: () => void;
}

export default function ColumnsMenu({ hidden, onToggle, onReset, pressed }: ColumnsMenuProps & Pressed) {
  const { t } = useTranslation();
  return (
    <Menu closeOnItemClick={false} defaultOpened={pressed}>
      <Menu.Target>
        <IconButton label={t('log.columns')} icon={IconColumns3} />
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.filter(({ id }) => id !== 'path').map(({ id }) => (
          <Menu.Item
            key={id}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(id)}
            leftSection={<IconCheck size={14} visibility={hidden.includes(id) ? 'hidden' : 'visible'} />}
            onClick={() => onToggle(id)}
          >
            {t(`column.${id}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onReset}>{t('column.reset')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
