import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconChevronLeft, IconDots, IconFolder } from '../../components/icons.ts';
import { laterMenu } from '../../components/later-menu.tsx';
import { formatCount } from '../../format.ts';
import { AddressRow } from '../address/address-row.tsx';
import { FeaturesOn } from './features-on.tsx';
import classes from './header.module.css';
import { Power } from './power.tsx';
import type { ServerMenuProps } from './server-menu.tsx';

const ServerMenu = laterMenu<ServerMenuProps>(() => import('./server-menu.tsx'), 'server.more', IconDots);

/** Name, addresses, tabs: the same height on every tab and in every state. */
export function Header({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  return (
    <header className={classes.head}>
      <div className={classes.top}>
        <div className={classes.back}>
          <IconButton
            label={t('sidebar.title')}
            icon={IconChevronLeft}
            size={20}
            onClick={() => view.setState({ listShown: true })}
          />
        </div>
        <h1 className="ellipsis" dir="auto" title={server.name}>
          {server.name}
        </h1>
        <button
          type="button"
          className={classes.path}
          title={t('server.openFolder')}
          onClick={() => act('open:folder', server.id)}
        >
          <IconFolder size={14} stroke={1.75} aria-hidden />
          <ShownPath path={server.shownRoot} />
        </button>
        <div className={classes.end}>
          <ServerMenu server={server} />
          <Power server={server} />
        </div>
      </div>
      <AddressRow server={server} />
      <Tabs.List className={classes.tabs ?? ''} aria-label={server.name}>
        <Tabs.Tab value="requests">
          {t('tab.requests')} <RequestCount server={server.id} />
        </Tabs.Tab>
        <Tabs.Tab value="features">
          {t('tab.features')} <FeaturesOn server={server} />
        </Tabs.Tab>
        <Tabs.Tab value="activity">{t('tab.activity')}</Tabs.Tab>
      </Tabs.List>
    </header>
  );
}

/** Cut before its last part: that is what tells folders apart. */
function ShownPath({ path }: { readonly path: string }) {
  const [, above, slash, last] = /^(.*?)([/\\]?)([^/\\]*[/\\]?)$/.exec(path) ?? [];
  return (
    <code className={classes.pathText} dir="ltr">
      {above && <span className="ellipsis">{above}</span>}
      <span className="ellipsis">
        {slash}
        <bdi>{last}</bdi>
      </span>
    </code>
  );
}

/** Changes ten times a second under load: it alone is drawn anew then. */
function RequestCount({ server }: { readonly server: string }) {
  const requests = useAppState(({ counters }) => counters[server]?.requests ?? 0);
  return <span className={classes.count}>{formatCount(requests)}</span>;
}
