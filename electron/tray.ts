import { Menu, nativeTheme, Tray } from 'electron';
import { type Glance, summarize } from './serving-summary.ts';
import { trayIcon } from './tray-icon.ts';
import { type TrayActions, type TrayContent, trayMenu, trayTip } from './tray-menu.ts';

/** The icon beside the clock. Told of a change, it shows it: on Linux a menu is a snapshot that has to be made anew. */
export class AppTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  readonly #content: () => TrayContent;
  #glance: Glance | undefined;
  #shown = '';
  readonly #onToggle: TrayActions['toggle'];

  constructor(content: () => TrayContent, actions: TrayActions) {
    this.#content = content;
    this.#actions = { ...actions, toggle: (id, on) => this.#toggle(id, on) };
    this.#onToggle = actions.toggle;
    this.#tray = new Tray(trayIcon('off'));
    if (process.platform !== 'darwin') this.#tray.on('click', actions.open); // there a click opens the menu
    nativeTheme.on('updated', () => {
      this.#glance = undefined;
      this.update();
    });
    this.update();
  }

  update(): void {
    const content = this.#content();
    const { glance } = summarize(content.servers);
    if (glance !== this.#glance) this.#tray.setImage(trayIcon(glance));
    this.#glance = glance;
    const menu = trayMenu(content, this.#actions);
    const shown = JSON.stringify([trayTip(content), menu]); // an open menu must not be replaced by the same one
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setToolTip(trayTip(content));
    this.#tray.setContextMenu(Menu.buildFromTemplate(menu));
  }

  /** The desktop has ticked the box already. If nothing comes of it the menu must be made anew, though it says the same. */
  #toggle(id: string, on: boolean): void {
    this.#shown = '';
    this.#onToggle(id, on);
  }
}
