import { app } from 'electron';
import type { ErrorReport, ServerErrorCode } from '../src-server/errors.ts';
import type { AppSettings } from './ipc/contract.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

/** Everything that main itself says: tray, menus, dialogs, notices. The page has its own words. */
export interface Words {
  /** For dates and times. */
  readonly locale: string;
  readonly tray: {
    readonly visible: (count: number) => string;
    readonly notVisible: string;
    readonly nothingOn: string;
    readonly trouble: (name: string, what: string) => string;
    readonly folderGone: string;
    readonly folderDenied: string;
    readonly copyUrl: string;
    readonly startAll: string;
    readonly stopAll: string;
    readonly open: string;
    readonly quit: string;
    readonly quitBusy: (transfers: number) => string;
    readonly until: (time: string) => string;
    readonly tipOff: string;
    readonly tipOn: (on: number) => string;
    readonly tipNetwork: (on: number, visible: number) => string;
    readonly tipFailed: (name: string) => string;
    readonly tipWaiting: (name: string) => string;
  };
  /** What is wrong with a server, in a few words that follow its name. */
  readonly trouble: { readonly [K in ServerErrorCode]: (params: ErrorReport['params']) => string };
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
    readonly add: string;
    readonly settings: string;
    readonly palette: string;
    readonly about: string;
    readonly hide: string;
    readonly hideOthers: string;
    readonly showAll: string;
    readonly quit: string;
    readonly close: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly resetZoom: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly minimize: string;
  };
  readonly closed: { readonly title: (on: number) => string; readonly body: string };
  readonly quitBusy: {
    readonly message: (transfers: number) => string;
    readonly detail: string;
    readonly quit: string;
    readonly keep: string;
  };
  readonly paths: {
    readonly title: string;
    readonly missing: (path: string) => string;
    readonly denied: (path: string) => string;
    readonly unsuitable: (path: string) => string;
  };
  readonly settingsAside: { readonly message: string; readonly detail: (file: string) => string };
  readonly settingsUnwritable: { readonly message: string; readonly detail: (file: string) => string };
  readonly received: { readonly title: (count: number, server: string) => string };
  /** A request that was sent from the page and not answered. */
  readonly sending: { readonly notRunning: string; readonly noAnswer: (seconds: number) => string };
  readonly pick: { readonly title: string; readonly button: string };
}

/** The language setting, else that of the system where it is one of ours. */
export function wordsFor(setting: AppSettings['language']): Words {
  const language = setting === 'system' ? app.getLocale() : setting;
  return language.toLowerCase().startsWith('zh') ? zh : en;
}
