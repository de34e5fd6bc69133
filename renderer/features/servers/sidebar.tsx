import { Button, Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useAppState, useView } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconPlus, IconSearch, IconSettings } from '../../components/icons.ts';
import { shortcut } from '../../shortcuts.ts';
import { openPalette } from '../palette/open-palette.ts';
import { addFolder } from './add-folder.ts';
import { ServerList } from './server-list.tsx';
import { SharedNow } from './shared-now.tsx';
import classes from './sidebar.module.css';

export function Sidebar() {
  const { t } = useTranslation();
  const { bridge, view } = useApp();
  const empty = useAppState(({ servers }) => servers.length === 0);
  const platform = useAppState(({ info }) => info.platform);
  const page = useView((state) => state.page);
  return (
    <aside className={classes.side} data-platform={platform} aria-label={t('sidebar.title')}>
      <div className={classes.head}>
        <h2>{t('sidebar.title')}</h2>
        {!empty && (
          <IconButton
            label={t('add')}
            icon={IconPlus}
            shortcut={shortcut(platform, 'O')}
            onClick={() => void addFolder(bridge, view)}
          />
        )}
      </div>
      {empty ? <p className={classes.none}>{t('sidebar.empty')}</p> : <ServerList />}
      <div className={classes.foot}>
        <SharedNow />
        <div className={classes.tools}>
          <Button
            variant="subtle"
            className={classes.tool ?? ''}
            aria-current={page === 'settings' ? 'page' : undefined}
            leftSection={<IconSettings size={16} stroke={1.75} />}
            onClick={() => view.setState({ page: 'settings', listShown: false })}
          >
            {t('settings.title')}
          </Button>
          <Button variant="subtle" className={classes.tool ?? ''} onClick={openPalette}>
            <IconSearch size={16} stroke={1.75} aria-hidden />
            <span className="screen-reader">{t('palette.title')}</span>
            <Kbd>{shortcut(platform, 'K')}</Kbd>
          </Button>
        </div>
      </div>
    </aside>
  );
}
