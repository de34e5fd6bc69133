import './tokens.css';
import './mantine.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { PorticoBridge } from '../electron/ipc/contract.ts';
import { AppWindow } from './app.tsx';
import { AppProvider } from './app-context.tsx';
import { openPalette } from './features/palette/open-palette.ts';
import { addFolder } from './features/servers/add-folder.ts';
import { createI18n, languageOf } from './i18n/index.ts';
import { createAppStore } from './store.ts';
import { createViewStore, showServer } from './view.ts';

declare global {
  interface Window {
    /** Set by the preload; only this file touches it. */
    readonly portico: PorticoBridge;
  }
}

const bridge = window.portico;
const store = await createAppStore(bridge);
const { servers, settings, info } = store.state.getState();
const view = createViewStore(servers[0]?.id);
bridge.on('app:show', ({ server, page }) => {
  if (server) showServer(view, server);
  if (page === 'settings') view.setState({ page });
  if (page === 'palette') openPalette();
  if (page === 'add') void addFolder(bridge, view);
});

const i18n = await createI18n(languageOf(settings.language, info.locale));
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <AppProvider value={{ bridge, store, view }}>
        <AppWindow />
      </AppProvider>
    </I18nextProvider>
  </StrictMode>,
);
