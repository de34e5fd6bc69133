import { join } from 'node:path';
import { app, clipboard, nativeTheme } from 'electron';
import { setUpAppLog } from './app-log.ts';
import { explainClose } from './close-notice.ts';
import { showContextMenu } from './context-menu.ts';
import { LogFeed } from './engine/log-feed.ts';
import { Servers } from './engine/servers.ts';
import type { AppSettings, Pushes } from './ipc/contract.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerHandlers } from './ipc/register.ts';
import { setOpenAtLogin } from './login-item.ts';
import { setMenu } from './menu.ts';
import { checkAfterResume, KeepAwake } from './power.ts';
import { quitInOrder } from './quit.ts';
import { shownRecent, withRecent } from './recent-folders.ts';
import { sayProblems, servePaths } from './serve-paths.ts';
import { Settings } from './settings.ts';
import { saySettingsTrouble } from './settings-trouble.ts';
import { soon } from './soon.ts';
import { AppTray } from './tray.ts';
import { serveUi } from './ui-protocol.ts';
import { announceUploads } from './upload-notices.ts';
import { guardWebContents } from './web-guard.ts';
import { MainWindow } from './window.ts';
import { wordsFor } from './words.ts';

/** The running app: its parts, and who tells whom. Each part does its own work and knows none of the others. */
export class PorticoApp {
  readonly #log = setUpAppLog();
  readonly #settings: Settings;
  readonly #servers: Servers;
  readonly #window = new MainWindow();
  readonly #feed = new LogFeed(this.#window);
  readonly #awake = new KeepAwake();
  #tray: AppTray | undefined;

  static async boot(hidden: boolean): Promise<PorticoApp> {
    const portico = new PorticoApp(await Settings.open(join(app.getPath('userData'), 'settings.json')));
    portico.#setUp();
    if (!hidden) portico.#show();
    await portico.#servers.resume();
    return portico;
  }

  private constructor(settings: Settings) {
    this.#settings = settings;
    this.#servers = new Servers({
      stored: settings.state.servers,
      home: app.getPath('home'),
      newServers: () => settings.state.settings.newServers,
    });
  }

  /** Serves the paths, says which it cannot, and shows the window with the first of them. */
  async open(paths: readonly string[]): Promise<void> {
    const { ids, problems } = await servePaths(this.#servers, paths, this.#words());
    this.#show(ids[0] === undefined ? undefined : { server: ids[0] });
    sayProblems(problems, this.#words());
  }

  #setUp(): void {
    serveUi();
    guardWebContents();
    this.#listenToPage();
    const { settings } = this.#settings.state;
    this.#applySettings(settings);
    if (settings.openAtLogin) this.#openAtLogin(true); // the program may have moved
    this.#followServers();
    this.#followWindow();
    saySettingsTrouble(
      this.#settings,
      () => this.#words(),
      (error) => this.#log.error('settings', error),
    );
    this.#tray = this.#makeTray();
    checkAfterResume(this.#servers);
    quitInOrder({
      transfers: () => this.#servers.countTransfers(),
      words: () => this.#words(),
      finish: () => this.#finish(),
    });
  }

  #listenToPage(): void {
    const handlers = createHandlers({
      servers: this.#servers,
      settings: this.#settings,
      feed: this.#feed,
      window: this.#window,
      words: () => this.#words(),
      applySettings: (settings) => this.#changeSettings(settings),
    });
    registerHandlers(handlers, () => {
      this.#window.logTaken();
      this.#feed.flush();
    });
  }

  #followServers(): void {
    const changed = soon(() => this.#serversChanged());
    this.#servers.on('changed', changed);
    this.#servers.on('records', (id, batch) => this.#feed.push(id, batch));
    this.#servers.on('forgotten', (id) => this.#feed.forget(id));
    this.#servers.on('failure', (id, text) => this.#log.error(id, text));
    this.#servers.on('added', (roots) => {
      this.#settings.update({ recent: withRecent(this.#settings.state.recent, roots) });
      this.#pushRecent();
    });
    announceUploads({
      servers: this.#servers,
      isWanted: () => this.#settings.state.settings.notifyUploads,
      words: () => this.#words(),
      open: (server) => this.#show({ server }),
    });
  }

  #pushRecent(): void {
    this.#window.push('recent:changed', shownRecent(this.#settings.state.recent, app.getPath('home')));
  }

  #followWindow(): void {
    this.#window.on('visible', () => {
      this.#window.push('servers:changed', this.#servers.views());
      this.#pushRecent();
      this.#feed.flush();
    });
    this.#window.on('reset', () => this.#feed.startAfresh());
    this.#window.on('moved', (window) => this.#settings.update({ window }));
    this.#window.on('contextMenu', (params) => showContextMenu(params, this.#words()));
    this.#window.on('crashed', (reason) => this.#log.error('the page ended:', reason));
    app.on('window-all-closed', () => this.#windowClosed());
  }

  /** A desktop without a place for the icon must not end the app: a second start brings the window back. */
  #makeTray(): AppTray | undefined {
    try {
      return new AppTray(() => this.#trayContent(), {
        toggle: (id, on) => void (on ? this.#servers.find(id)?.start() : this.#servers.find(id)?.stop()),
        startAll: () => void this.#servers.startAll(),
        stopAll: () => void this.#servers.stopAll(),
        copy: (url) => clipboard.writeText(url),
        open: () => this.#show(),
        quit: () => app.quit(),
      });
    } catch (error) {
      this.#log.error('no tray', error);
      return undefined;
    }
  }

  #serversChanged(): void {
    this.#settings.update({ servers: this.#servers.stored() });
    this.#window.push('servers:changed', this.#servers.views());
    this.#tray?.update();
    this.#awake.update(this.#servers.transferCount, this.#settings.state.settings.keepAwake);
  }

  #changeSettings(settings: AppSettings): void {
    if (settings.openAtLogin !== this.#settings.state.settings.openAtLogin) this.#openAtLogin(settings.openAtLogin);
    this.#settings.update({ settings });
    this.#applySettings(settings);
    this.#window.push('settings:changed', settings);
  }

  #applySettings({ theme, keepAwake }: AppSettings): void {
    nativeTheme.themeSource = theme;
    setMenu(this.#words(), (wish) => this.#show(wish));
    this.#tray?.update();
    this.#awake.update(this.#servers.transferCount, keepAwake);
  }

  #openAtLogin(open: boolean): void {
    void setOpenAtLogin(open).catch((error: unknown) => this.#log.error('open at login', error));
  }

  /** With nothing on there is nothing to keep running for, except on macOS, where apps stay. */
  #windowClosed(): void {
    const on = this.#servers.views().filter((server) => server.on).length;
    if (on === 0 && process.platform !== 'darwin') app.quit();
    if (on === 0 || this.#settings.state.closeExplained) return;
    this.#settings.update({ closeExplained: true });
    explainClose(this.#words(), on, () => this.#show());
  }

  async #finish(): Promise<void> {
    await this.#servers.shutDown();
    await this.#settings.flush();
  }

  #show(wish?: Pushes['app:show']): void {
    this.#window.show(this.#settings.state.window, wish);
  }

  #trayContent() {
    return { servers: this.#servers.views(), transfers: this.#servers.transferCount, words: this.#words() };
  }

  #words() {
    return wordsFor(this.#settings.state.settings.language);
  }
}
