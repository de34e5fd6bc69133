import { EventEmitter } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, type ContextMenuParams, nativeImage, nativeTheme } from 'electron';
import icon from '../build/icons/linux/256x256.png?inline';
import type { LogBatch, Pushes } from './ipc/contract.ts';
import type { WindowPlace } from './settings-shape.ts';
import { UI_URL } from './ui-protocol.ts';
import { placeOf, visiblePlace } from './window-place.ts';

const MIN_WIDTH = 400;
const MIN_HEIGHT = 320;
const DEFAULT_SIZE = { width: 1280, height: 800 };
const CRASH_LOOP_MS = 10_000;
const LOG_CREDIT = 2; // batches on their way to the page
const BACKGROUND = { light: '#fdfcfa', dark: '#171512' };
const PRELOAD = join(dirname(fileURLToPath(import.meta.url)), 'preload.cjs');

interface MainWindowEvents {
  /** It can be seen again: what was not sent meanwhile is due. */
  visible: [];
  /** The page that was there is gone; the next one knows nothing yet. */
  reset: [];
  moved: [place: WindowPlace];
  /** A right click that the page left to us. */
  contextMenu: [params: ContextMenuParams];
  /** The page's process ended by itself. */
  crashed: [reason: string];
}

/** The one window. Closing it destroys it, which frees its memory; servers do not notice. */
export class MainWindow extends EventEmitter<MainWindowEvents> {
  #window: BrowserWindow | undefined;
  /** The page asked for its snapshot: it listens from then on. */
  #ready = false;
  #batchesOut = 0;
  #crashedAt = 0;
  #wish: Pushes['app:show'] | undefined;

  get browserWindow(): BrowserWindow | undefined {
    return this.#window;
  }

  get canTake(): boolean {
    return this.#isSeen() && this.#batchesOut < LOG_CREDIT;
  }

  show(place: WindowPlace | undefined, wish?: Pushes['app:show']): void {
    if (wish) this.#wish = wish;
    if (!this.#window) this.#open(place);
    else {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
    }
    this.#sendWish();
  }

  /** Not sent to a window that nobody sees: it gets everything anew when it is shown. */
  push<K extends keyof Pushes>(name: K, payload: Pushes[K]): void {
    if (this.#isSeen()) this.#window?.webContents.send(name, payload);
  }

  take(batch: LogBatch): void {
    this.#batchesOut++;
    this.push('log:batch', batch);
  }

  logTaken(): void {
    this.#batchesOut = Math.max(0, this.#batchesOut - 1);
  }

  pageReady(): void {
    this.#ready = true;
    setImmediate(() => this.#sendWish()); // after the answer to the call that told us
  }

  #isSeen(): boolean {
    if (!this.#window || !this.#ready) return false;
    return this.#window.isVisible() && !this.#window.isMinimized();
  }

  #sendWish(): void {
    if (!this.#wish || !this.#ready) return;
    this.#window?.webContents.send('app:show', this.#wish);
    this.#wish = undefined;
  }

  #open(place: WindowPlace | undefined): void {
    const window = new BrowserWindow({
      ...(visiblePlace(place) ?? DEFAULT_SIZE),
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      show: false,
      title: 'Portico',
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : {}),
      ...(process.platform === 'linux' ? { icon: nativeImage.createFromDataURL(icon) } : {}),
      webPreferences: {
        preload: PRELOAD,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    if (place?.maximized) window.maximize();
    this.#watch(window);
    void window.loadURL(UI_URL);
  }

  #watch(window: BrowserWindow): void {
    const { webContents } = window;
    const seen = () => this.#isSeen() && this.emit('visible');
    window.once('ready-to-show', () => window.show());
    window.on('show', seen);
    window.on('restore', seen);
    window.on('close', () => this.emit('moved', placeOf(window)));
    window.on('closed', () => {
      this.#window = undefined;
      this.#reset();
    });
    webContents.on('context-menu', (_event, params) => this.emit('contextMenu', params));
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#reset();
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      this.#reset();
      this.emit('crashed', reason);
      if (reason !== 'clean-exit') this.#comeBack(window);
    });
  }

  /** A page that ends twice in a row would do so for ever: then the window is closed, and can be opened again. */
  #comeBack(window: BrowserWindow): void {
    const isLoop = Date.now() - this.#crashedAt < CRASH_LOOP_MS;
    this.#crashedAt = Date.now();
    if (isLoop) window.destroy();
    else window.reload();
  }

  /** Whatever was on its way to the page that was there is lost with it. */
  #reset(): void {
    this.#ready = false;
    this.#batchesOut = 0;
    this.emit('reset');
  }
}
