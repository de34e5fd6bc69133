import { notifications } from '@mantine/notifications';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Calls, PorticoBridge, ServerView } from '../electron/ipc/contract.ts';
import { failureText } from './error-text.ts';
import type { AppState, AppStore } from './store.ts';
import type { View, ViewStore } from './view.ts';

/** What `main.tsx` hands to the features; components get values and callbacks instead. */
export interface App {
  readonly bridge: PorticoBridge;
  readonly store: AppStore;
  readonly view: ViewStore;
}

const AppContext = createContext<App | undefined>(undefined);
export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp is called outside AppProvider');
  return app;
}

export function useAppState<T>(selector: (state: AppState) => T): T {
  return useStore(useApp().store.state, selector);
}

export function useView<T>(selector: (view: View) => T): T {
  return useStore(useApp().view, selector);
}

/** The server that is shown, if any. */
export function useSelectedServer(): ServerView | undefined {
  const selected = useView((view) => view.selected);
  return useAppState(({ servers }) => servers.find(({ id }) => id === selected));
}

/** Calls main and does not wait; a call that fails is a bug, and says so instead of doing nothing. */
export function useAct(): <K extends keyof Calls>(name: K, ...args: Parameters<Calls[K]>) => void {
  const { bridge } = useApp();
  return (name, ...args) => {
    bridge.call(name, ...args).catch((error: unknown) => {
      notifications.show({ message: failureText(error), autoClose: 10_000 });
    });
  };
}
