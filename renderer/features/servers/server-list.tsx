import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useApp, useAppState, useView } from '../../app-context.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { useNow } from '../../use-now.ts';
import { showServer } from '../../view.ts';
import { isOn, isVisible, portOf, troubleOf } from './condition.ts';
import { ServerRow } from './server-row.tsx';
import classes from './sidebar.module.css';
import { statusLine } from './status-line.ts';
import { type Reorder, useReorder } from './use-reorder.ts';

/** From so many servers on, looking for one by eye takes too long. */
const FILTER_FROM = 12;
const SPARK_SECONDS = 18;

export function ServerList() {
  const { t } = useTranslation();
  const servers = useAppState((state) => state.servers);
  const reorder = useReorder();
  const [wanted, setWanted] = useState('');
  const filtered = servers.length >= FILTER_FROM ? servers.filter((server) => matches(server, wanted)) : servers;
  return (
    <>
      {servers.length >= FILTER_FROM && (
        <SearchInput className={classes.filter} label={t('sidebar.filter')} value={wanted} onChange={setWanted} />
      )}
      <ul className={classes.list} aria-label={t('sidebar.title')}>
        {filtered.map((server) => (
          <ListedServer key={server.id} server={server} reorder={reorder(server.id)} />
        ))}
        {filtered.length === 0 && <li className={classes.none}>{t('sidebar.noMatch')}</li>}
      </ul>
    </>
  );
}

function matches({ name, shownRoot }: ServerView, wanted: string): boolean {
  return `${name} ${shownRoot}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

function ListedServer({ server, reorder }: { readonly server: ServerView; readonly reorder: Reorder }) {
  const { t } = useTranslation();
  const { store, view } = useApp();
  const selected = useView(({ page, selected: id }) => page === 'server' && id === server.id);
  const nowMs = useNow();
  const history = store.history(server.id);
  const running = server.state.kind === 'running';
  return (
    <ServerRow
      name={server.name}
      port={portOf(server)}
      state={troubleOf(server) ? 'trouble' : running && isOn(server) ? 'on' : 'off'}
      status={statusLine(t, server, history, nowMs)}
      visible={isVisible(server) ? t('lan.title') : undefined}
      selected={selected}
      spark={running && <Sparkline values={history.traffic.requests(SPARK_SECONDS, nowMs)} />}
      reorder={reorder}
      onSelect={() => showServer(view, server.id)}
    />
  );
}
