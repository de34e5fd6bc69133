import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { type App, useApp, useAppState, useSelectedServer } from '../../app-context.tsx';
import { IconSearch } from '../../components/icons.ts';
import { showServer } from '../../view.ts';
import { addFolder } from '../servers/add-folder.ts';
import { isOn, widestAddress } from '../servers/condition.ts';
import './palette.css';

/** Everything that can be done, by name: Ctrl K. */
interface PaletteProps {
  /** Grows with each wish to see it. */
  readonly wishes: number;
}

export default function Palette({ wishes }: PaletteProps) {
  const { t } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every wish opens it
  useEffect(() => spotlight.open(), [wishes]);
  const app = useApp();
  const servers = useAppState((state) => state.servers);
  const selected = useSelectedServer();
  const actions = [
    ...(selected ? [{ group: selected.name, actions: serverActions(t, app, selected) }] : []),
    { group: 'Portico', actions: appActions(t, app) },
    { group: t('sidebar.title'), actions: servers.map((server) => goTo(t, app, server)) },
  ];
  return (
    <Spotlight
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      actions={actions}
      shortcut={null}
      lockScroll={false}
      overlayProps={{ blur: 0 }}
      transitionProps={{ duration: 90 }}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      centered={false} // the field stays where it is while the list gets shorter
      yOffset="12vh"
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.75} />,
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
      }}
    />
  );
}

function serverActions(t: TFunction, { bridge }: App, server: ServerView): SpotlightActionData[] {
  const { id, name } = server;
  const address = widestAddress(server);
  const on = isOn(server);
  return [
    {
      id: 'toggle',
      label: on ? t('palette.stop', { name }) : t('palette.start', { name }),
      onClick: () => void bridge.call(on ? 'server:stop' : 'server:start', id),
    },
    ...(address
      ? [
          {
            id: 'copy',
            label: t('address.copy'),
            description: address.url,
            onClick: () => void bridge.call('clipboard:write', address.url),
          },
          {
            id: 'open',
            label: t('address.open'),
            description: address.url,
            onClick: () => void bridge.call('open:url', address.url),
          },
        ]
      : []),
    {
      id: 'folder',
      label: t('server.openFolder'),
      description: server.shownRoot,
      onClick: () => void bridge.call('open:folder', id),
    },
  ];
}

function goTo(t: TFunction, { view }: App, { id, name, shownRoot }: ServerView): SpotlightActionData {
  return {
    id: `go ${id}`,
    label: t('palette.goTo', { name }),
    description: shownRoot,
    onClick: () => showServer(view, id),
  };
}

function appActions(t: TFunction, { bridge, view }: App): SpotlightActionData[] {
  return [
    { id: 'add', label: t('add'), onClick: () => void addFolder(bridge, view) },
    {
      id: 'settings',
      label: t('settings.title'),
      onClick: () => view.setState({ page: 'settings', listShown: false }),
    },
    { id: 'quit', label: t('palette.quit'), onClick: () => void bridge.call('app:quit') },
  ];
}
