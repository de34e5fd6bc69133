import dbus from 'dbus-next';
import { onTestFinished } from 'vitest';

// A desktop's tray, as far as an app can tell: the watcher of StatusNotifierItems on the session bus. Introspection of
// Electron's item is empty, so calls are raw messages.
const { Interface, ACCESS_READ } = dbus.interface;

class Watcher extends Interface {
  readonly items: string[] = [];
  constructor() {
    super('org.kde.StatusNotifierWatcher');
  }
  RegisterStatusNotifierItem(item: string): void {
    this.items.push(item);
    this.StatusNotifierItemRegistered(item);
  }
  RegisterStatusNotifierHost(): void {}
  StatusNotifierItemRegistered(item: string): string {
    return item;
  }
  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }
  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }
  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
  signals: { StatusNotifierItemRegistered: { signature: 's' } },
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: ACCESS_READ },
    IsStatusNotifierHostRegistered: { signature: 'b', access: ACCESS_READ },
    ProtocolVersion: { signature: 'i', access: ACCESS_READ },
  },
});

export interface TrayItem {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly children: readonly TrayItem[];
}

type Layout = [id: number, properties: Record<string, dbus.Variant>, children: dbus.Variant<Layout>[]];

/** What a person does with the icon beside the clock. Make it before the app starts. */
export class FakeTray {
  readonly #bus = dbus.sessionBus();
  readonly #watcher = new Watcher();

  static async open(): Promise<FakeTray> {
    const tray = new FakeTray();
    tray.#bus.export('/StatusNotifierWatcher', tray.#watcher);
    await tray.#bus.requestName('org.kde.StatusNotifierWatcher', 0);
    onTestFinished(() => tray.#bus.disconnect());
    return tray;
  }

  /** Edge lengths of the icon as the desktop received it; 0 when it was no picture. */
  async iconSizes(): Promise<number[]> {
    const pixmaps = (await this.#properties()).IconPixmap?.value as [number, number, Buffer][];
    return pixmaps.map(([width]) => width);
  }

  /** The picture itself: tells one state of the icon from another. */
  async iconPixels(): Promise<string> {
    const pixmaps = (await this.#properties()).IconPixmap?.value as [number, number, Buffer][];
    return pixmaps.map(([, , data]) => Buffer.from(data).toString('base64')).join();
  }

  async menu(): Promise<readonly TrayItem[]> {
    const [, layout] = (await this.#call(await this.#menuPath(), 'com.canonical.dbusmenu', 'GetLayout', 'iias', [
      0,
      -1,
      [],
    ])) as [number, Layout];
    return toItem(layout).children;
  }

  /** Waits for an item with this label, then clicks it. */
  async click(label: string): Promise<void> {
    const item = await this.itemWhen((candidate) => candidate.label === label, label);
    const event = [item.id, 'clicked', new dbus.Variant('s', ''), 0];
    await this.#call(await this.#menuPath(), 'com.canonical.dbusmenu', 'Event', 'isvu', event);
  }

  /** A click on the icon itself. */
  async activate(): Promise<void> {
    await this.#call('/StatusNotifierItem', 'org.kde.StatusNotifierItem', 'Activate', 'ii', [0, 0]);
  }

  /** @throws Error with the menu as it is when no such item comes within five seconds */
  async itemWhen(wanted: (item: TrayItem) => boolean, what = 'such an item'): Promise<TrayItem> {
    for (const end = Date.now() + 5_000; ; ) {
      const items = this.#watcher.items.length > 0 ? flat(await this.menu()) : [];
      const item = items.find(wanted);
      if (item) return item;
      if (Date.now() > end) throw new Error(`no ${what} in the tray: ${items.map(({ label }) => label).join(' | ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #properties(): Promise<Record<string, dbus.Variant>> {
    const [all] = await this.#call('/StatusNotifierItem', 'org.freedesktop.DBus.Properties', 'GetAll', 's', [
      'org.kde.StatusNotifierItem',
    ]);
    return all as Record<string, dbus.Variant>;
  }

  async #menuPath(): Promise<string> {
    return (await this.#properties()).Menu?.value as string;
  }

  async #call(path: string, iface: string, member: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const destination = this.#watcher.items.at(-1);
    if (!destination) throw new Error('no app has registered a tray icon');
    const message = new dbus.Message({ destination, path, interface: iface, member, signature, body });
    return (await this.#bus.call(message))?.body ?? [];
  }
}

function toItem([id, properties, children]: Layout): TrayItem {
  return {
    id,
    label: String(properties.label?.value ?? '').replaceAll('__', '_'),
    enabled: properties.enabled?.value !== false,
    checked: properties['toggle-state']?.value === 1,
    children: children.map(({ value }) => toItem(value)),
  };
}

function flat(items: readonly TrayItem[]): TrayItem[] {
  return items.flatMap((item) => [item, ...flat(item.children)]);
}
