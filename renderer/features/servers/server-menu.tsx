import { Kbd, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import type { Pressed } from '../../components/after-paint.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconDots } from '../../components/icons.ts';
import { later } from '../../components/later.tsx';
import { widestAddress } from './condition.ts';
import { moveServer } from './move-server.ts';
import { placeBy } from './reorder.ts';
import { useRemove } from './use-remove.tsx';

const RenameDialog = later(() => import('./rename-dialog.tsx'));

export interface ServerMenuProps {
  readonly server: ServerView;
}

export default function ServerMenu({ server, pressed }: ServerMenuProps & Pressed) {
  const { t } = useTranslation();
  const act = useAct();
  const remove = useRemove();
  const [renaming, setRenaming] = useState(false);
  const address = widestAddress(server);
  return (
    <>
      <Menu defaultOpened={pressed}>
        <Menu.Target>
          <IconButton label={t('server.more')} icon={IconDots} />
        </Menu.Target>
        <Menu.Dropdown>
          {address && (
            <>
              <Menu.Item onClick={() => act('open:url', address.url)}>{t('address.open')}</Menu.Item>
              <Menu.Item onClick={() => act('clipboard:write', address.url)}>{t('address.copy')}</Menu.Item>
              <Menu.Divider />
            </>
          )}
          <Menu.Item onClick={() => act('open:folder', server.id)}>{t('server.openFolder')}</Menu.Item>
          <Menu.Item onClick={() => setRenaming(true)}>{t('server.rename')}</Menu.Item>
          <MoveItem server={server} by={-1} label={t('server.moveUp')} shortcut="↑" />
          <MoveItem server={server} by={1} label={t('server.moveDown')} shortcut="↓" />
          <Menu.Divider />
          <Menu.Item onClick={() => remove(server)}>{t('server.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming && <RenameDialog server={server} onClose={() => setRenaming(false)} />}
    </>
  );
}

interface MoveItemProps {
  readonly server: ServerView;
  readonly by: -1 | 1;
  readonly label: string;
  readonly shortcut: string;
}

function MoveItem({ server, by, label, shortcut }: MoveItemProps) {
  const app = useApp();
  const { platform } = useAppState(({ info }) => info);
  const place = useAppState(({ servers }) => placeBy(servers, server.id, by));
  const keys = platform === 'darwin' ? `⌥⇧${shortcut}` : `Alt Shift ${shortcut}`;
  return (
    <Menu.Item
      disabled={place === undefined}
      rightSection={<Kbd>{keys}</Kbd>}
      onClick={() => place !== undefined && void moveServer(app, server.id, place)}
    >
      {label}
    </Menu.Item>
  );
}
