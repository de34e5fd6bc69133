import { app, clipboard, dialog, shell } from 'electron';
import { hashPassword } from '../../src-server/features/auth/password-hash.ts';
import type { LogFeed } from '../engine/log-feed.ts';
import { kindOf } from '../engine/path-kind.ts';
import type { ServedFolder } from '../engine/served-folder.ts';
import { nameOf, shownPath } from '../engine/server-view.ts';
import type { Servers } from '../engine/servers.ts';
import { servePaths } from '../serve-paths.ts';
import type { Settings } from '../settings.ts';
import type { MainWindow } from '../window.ts';
import type { Words } from '../words.ts';
import type { AppInfo, Calls, RecentFolder } from './contract.ts';
import type { Handlers } from './register.ts';

export interface HandlerContext {
  readonly servers: Servers;
  readonly settings: Settings;
  readonly feed: LogFeed;
  readonly window: MainWindow;
  readonly words: () => Words;
  readonly applySettings: (settings: Parameters<Calls['app:settings']>[0]) => void;
}

/** One entry for each call of the contract. Arguments were parsed before. */
export function createHandlers(context: HandlerContext): Handlers {
  const { servers, feed, window } = context;
  const found = (id: string): ServedFolder => {
    const folder = servers.find(id);
    if (!folder) throw new Error(`there is no server ${id}`);
    return folder;
  };
  return {
    'app:snapshot': () => snapshot(context),
    'app:settings': (settings) => {
      context.applySettings(settings);
      return settings;
    },
    'app:quit': () => app.quit(),
    'server:pick': () => pick(context),
    'server:add': (paths) => add(context, paths),
    'server:preview': (paths) => servers.preview(paths),
    'server:start': (id) => found(id).start(),
    'server:stop': (id) => found(id).stop(),
    'server:remove': (id) => servers.remove(id),
    'server:restore': (id) => servers.restore(id),
    'server:configure': (id, change) => found(id).configure(change),
    'server:move': (id, index) => servers.move(id, index),
    'server:counters': async (id) => {
      const counters = await servers.find(id)?.engine?.counters();
      return counters && feed.withSkipped(id, counters);
    },
    'server:transfers': async (id) => (await servers.find(id)?.engine?.transfers()) ?? [],
    'transfer:cancel': (id, transfer) => found(id).engine?.cancelTransfer(transfer),
    'log:recent': (id) => feed.recent(id),
    'log:detail': (id, seq) => servers.find(id)?.engine?.detail(seq),
    'open:url': (url) => shell.openExternal(url),
    'open:folder': (id) => openFolder(found(id).config.root ?? '.'),
    'clipboard:write': (text) => clipboard.writeText(text),
    'password:hash': (password) => hashPassword(password),
  };

  function snapshot({ settings }: HandlerContext): ReturnType<Calls['app:snapshot']> {
    window.pageReady();
    return {
      servers: servers.views(),
      settings: settings.state.settings,
      info: appInfo(),
      recent: recentFolders(settings.state.recent),
    };
  }
}

function appInfo(): AppInfo {
  return {
    version: app.getVersion(),
    platform: process.platform as AppInfo['platform'],
    locale: app.getLocale(),
    downloads: app.getPath('downloads'),
    pictures: app.getPath('pictures'),
  };
}

function recentFolders(paths: readonly string[]): RecentFolder[] {
  const home = app.getPath('home');
  return paths.map((path) => ({ path, shownPath: shownPath(path, home), name: nameOf(path) }));
}

async function pick({ servers, window, words }: HandlerContext): Promise<readonly string[]> {
  const { title, button } = words().pick;
  const properties: ('openDirectory' | 'openFile' | 'multiSelections')[] = ['openDirectory', 'multiSelections'];
  if (process.platform === 'darwin') properties.push('openFile'); // the only one whose dialog takes both
  const options = { title, buttonLabel: button, properties };
  const parent = window.browserWindow;
  const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
  return servers.add(filePaths);
}

/** @throws Error in words when none of them can be served */
async function add({ servers, words }: HandlerContext, paths: readonly string[]): Promise<readonly string[]> {
  const { ids, problems } = await servePaths(servers, paths, words());
  if (ids.length === 0 && problems.length > 0) throw new Error(problems.join(' '));
  return ids;
}

/** A single file is shown in its folder rather than opened. */
async function openFolder(root: string): Promise<void> {
  if ((await kindOf(root)) === 'file') shell.showItemInFolder(root);
  else await shell.openPath(root);
}
