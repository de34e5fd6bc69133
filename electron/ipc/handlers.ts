import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, clipboard, dialog, shell } from 'electron';
import { toCommandLine } from '../../src-server/config/command-line.ts';
import { parseConfig } from '../../src-server/config/parse.ts';
import { hashPassword } from '../../src-server/features/auth/password-hash.ts';
import { detectPreset } from '../../src-server/presets/detect.ts';
import type { LogFeed } from '../engine/log-feed.ts';
import { kindOf } from '../engine/path-kind.ts';
import type { ServedFolder } from '../engine/served-folder.ts';
import type { Servers } from '../engine/servers.ts';
import { reachFacts } from '../reach/reach-facts.ts';
import { shownRecent } from '../recent-folders.ts';
import { servePaths } from '../serve-paths.ts';
import type { Settings } from '../settings.ts';
import { usualFolders } from '../usual-folders.ts';
import type { MainWindow } from '../window.ts';
import type { Words } from '../words.ts';
import type { AppInfo, Calls } from './contract.ts';
import type { Handlers } from './register.ts';
import { sendRequest } from './send-request.ts';
import { shownDetail } from './shown-detail.ts';

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
    'server:choose-root': (id) => chooseRoot(context, found(id)),
    'server:start': (id) => found(id).start(),
    'server:stop': (id) => found(id).stop(),
    'server:remove': (id) => servers.remove(id),
    'server:restore': (id) => servers.restore(id),
    'server:configure': (id, change) => found(id).configure(change),
    'server:preset': (id) => presetOf(found(id)),
    'server:command': (id) => commandOf(found(id)),
    'server:visible-for': (id, ms) => found(id).visibleFor(ms ?? undefined),
    'server:move': (id, index) => servers.move(id, index),
    'server:reach': (id) => reachFacts(found(id).state),
    'server:counters': async (id) => {
      const counters = await servers.find(id)?.engine?.counters();
      return counters && feed.withSkipped(id, counters);
    },
    'server:transfers': async (id) => (await servers.find(id)?.engine?.transfers()) ?? [],
    'transfer:cancel': (id, transfer) => found(id).engine?.cancelTransfer(transfer),
    'log:recent': (id) => feed.recent(id),
    'log:detail': async (id, seq) => {
      const detail = await servers.find(id)?.engine?.detail(seq);
      return detail && shownDetail(detail);
    },
    'request:send': (id, request) => sendRequest(found(id).state, request, context.words().sending),
    'open:url': (url) => shell.openExternal(url),
    'open:folder': (id) => openFolder(found(id).config.root ?? '.'),
    'open:file': (id, seq) => showFile(found(id), seq),
    'file:save': (name, text) => save(context, name, text),
    'clipboard:write': (text) => clipboard.writeText(text),
    'password:hash': (password) => hashPassword(password),
  };

  async function snapshot({ settings }: HandlerContext): Promise<ReturnType<Calls['app:snapshot']>> {
    const info = await appInfo();
    window.pageReady();
    return {
      servers: servers.views(),
      settings: settings.state.settings,
      info,
      recent: shownRecent(settings.state.recent, app.getPath('home')),
    };
  }
}

async function appInfo(): Promise<AppInfo> {
  const paths = { downloads: app.getPath('downloads'), pictures: app.getPath('pictures') };
  return {
    version: app.getVersion(),
    platform: process.platform as AppInfo['platform'],
    locale: app.getLocale(),
    usual: await usualFolders(paths, app.getPath('home')),
  };
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

async function chooseRoot({ window, words }: HandlerContext, folder: ServedFolder): Promise<boolean> {
  const options = { title: words().pick.title, properties: ['openDirectory' as const] };
  const parent = window.browserWindow;
  const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
  if (filePaths[0] === undefined) return false;
  const changed = await folder.configure({ root: filePaths[0] });
  if (!changed.ok) throw new Error(changed.errors.map(({ code, params }) => words().trouble[code](params)).join(' '));
  if (folder.wanted) await folder.start();
  return true;
}

async function showFile(folder: ServedFolder, seq: number): Promise<boolean> {
  const detail = await folder.engine?.detail(seq);
  const file = detail?.file ?? detail?.near?.file;
  if (file !== undefined) shell.showItemInFolder(file);
  return file !== undefined;
}

async function save({ window }: HandlerContext, name: string, text: string): Promise<boolean> {
  const options = { defaultPath: join(app.getPath('downloads'), basename(name)) };
  const parent = window.browserWindow;
  const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
  if (filePath) await writeFile(filePath, text);
  return Boolean(filePath);
}

function presetOf({ config }: ServedFolder): ReturnType<typeof detectPreset> {
  return detectPreset(config.root ?? '.', config);
}

function commandOf(folder: ServedFolder): string {
  const parsed = parseConfig(folder.config);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join(' '));
  return toCommandLine(parsed.config);
}
