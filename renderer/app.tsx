import { MantineProvider } from '@mantine/core';
import classes from './app.module.css';
import { useApp, useAppState, useSelectedServer, useView } from './app-context.tsx';
import { afterPaint } from './components/after-paint.tsx';
import { later } from './components/later.tsx';
import { TooltipHost } from './components/tooltip-host.tsx';
import { PaletteHost } from './features/palette/palette-host.tsx';
import { MovedNote } from './features/servers/moved-note.tsx';
import { ServerPage } from './features/servers/server-page.tsx';
import { Sidebar } from './features/servers/sidebar.tsx';
import { DropOverlay } from './features/welcome/drop-overlay.tsx';
import { Welcome } from './features/welcome/welcome.tsx';
import { theme } from './theme.ts';
import { useAppearance } from './use-appearance.ts';
import { useShortcuts } from './use-shortcuts.ts';

const Notices = afterPaint(
  () => import('./components/notices.tsx'),
  () => null,
);
const Settings = later(() => import('./features/settings/settings.tsx'));

export function AppWindow() {
  const dark = useAppearance();
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={dark ? 'dark' : 'light'}
      withCssVariables={false} // they stand in mantine.css: a <style> tag would be refused
      withGlobalClasses={false}
    >
      <Layout />
      <Notices />
      <TooltipHost />
      <MovedNote />
      <PaletteHost />
      <DropOverlay />
    </MantineProvider>
  );
}

function Layout() {
  useShortcuts();
  const empty = useAppState(({ servers }) => servers.length === 0);
  const listShown = useView((view) => view.listShown);
  return (
    <div className={classes.app} data-list={listShown || undefined} data-empty={empty || undefined}>
      <Sidebar />
      <main className={classes.main}>
        <MainPane />
      </main>
    </div>
  );
}

function MainPane() {
  const { view } = useApp();
  const server = useSelectedServer();
  const first = useAppState(({ servers }) => servers[0]);
  const page = useView((state) => state.page);
  if (page === 'settings') {
    return <Settings />;
  }
  if (!first) return <Welcome />;
  if (!server) {
    queueMicrotask(() => view.setState({ selected: first.id })); // the selected one was removed
    return null;
  }
  return <ServerPage key={server.id} server={server} />;
}
