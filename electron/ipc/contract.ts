import type { ConfigInput } from '../../src-server/config/schema.ts';
import type { ErrorReport } from '../../src-server/errors.ts';
import type { ExchangeDetail } from '../../src-server/log/detail.ts';
import type { Preset } from '../../src-server/presets/preset.ts';
import type { Counters, ServerState, Transfer } from '../../src-server/state.ts';

/** The one description of what crosses between main and the page. Types only, but for the list of names at the end. */

/** One server as the window sees it. */
export interface ServerView {
  readonly id: string;
  /** As configured; only what differs from the defaults. */
  readonly config: ConfigInput;
  /** Name that is shown: `config.name`, else the folder's base name. */
  readonly name: string;
  readonly root: string;
  /** `root` with the home folder as "~". */
  readonly shownRoot: string;
  /** What the person wants; `state` says what is. */
  readonly on: boolean;
  readonly state: ServerState;
  /** When others will no longer reach it; left out = when it is switched off. */
  readonly visibleUntilMs?: number;
  /** The other device that was answered last, since others can reach it. */
  readonly visitor?: { readonly client: string; readonly timeMs: number; readonly userAgent?: string };
}

export interface AppSettings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly language: 'system' | 'en' | 'zh';
  readonly openAtLogin: boolean;
  readonly keepAwake: boolean;
  readonly notifyUploads: boolean;
  /** What a folder begins with that is added from now on. */
  readonly newServers: {
    readonly visible: boolean;
    readonly firstPort: number;
    readonly listing: boolean;
    readonly dotfiles: 'hide' | 'serve';
    readonly liveReload: boolean;
  };
}

export interface AppInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Language of the system, as Electron gives it, e.g. "zh-CN". */
  readonly locale: string;
  /** Folders that many people want to serve. */
  readonly usual: readonly UsualFolder[];
}

export interface UsualFolder {
  readonly kind: 'downloads' | 'pictures';
  readonly path: string;
  readonly shownPath: string;
}

export interface RecentFolder {
  readonly path: string;
  readonly shownPath: string;
  readonly name: string;
}

/** What dropping a path would do; shown on the drop overlay before the drop. */
export interface PathPreview {
  readonly path: string;
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'missing' | 'denied' | 'unsuitable';
  /** Server that already serves it. */
  readonly servedBy?: string;
}

/** The first bytes of a message's content, without its content coding. */
export interface ShownBody {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Whole length on the wire. */
  readonly totalBytes: number;
  readonly cut: boolean;
  /** A coding that could not be taken off. */
  readonly stillCoded?: string;
}

export interface ShownDetail extends Omit<ExchangeDetail, 'requestBody' | 'responseBody'> {
  readonly requestBody?: ShownBody;
  readonly responseBody?: ShownBody;
}

/** One of this computer's addresses at which a server listens. */
export interface LinkAddress {
  readonly url: string;
  readonly interface: string;
  /** `tunnel`: of a VPN. `virtual`: of containers and virtual machines. `unassigned`: no router has given one. */
  readonly kind: 'network' | 'tunnel' | 'virtual' | 'unassigned';
  /** A connection to it came about, from this computer. */
  readonly answers: boolean;
}

/** What can be found out from this computer about why another device does not get through. */
export interface ReachFacts {
  readonly links: readonly LinkAddress[];
  /** Listens on all of them, not on one that was chosen. */
  readonly everyInterface: boolean;
  /** Interface of a VPN that is up. */
  readonly vpn: string | null;
  /** A firewall that is on; left out where that cannot be told without administrator rights. */
  readonly firewall?: 'ufw' | 'firewalld';
}

/** A request that the page wants sent once more, as it was or changed. */
export interface SentRequest {
  readonly method: string;
  /** Origin form: path and query. */
  readonly target: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

/** Renderer → main. Arguments and results are structured-cloneable; main parses every argument again. */
export interface Calls {
  'app:snapshot': () => {
    readonly servers: readonly ServerView[];
    readonly settings: AppSettings;
    readonly info: AppInfo;
    readonly recent: readonly RecentFolder[];
  };
  'app:settings': (settings: AppSettings) => AppSettings;
  'app:quit': () => void;
  /** Opens the folder dialog; the chosen ones become servers. Resolves to the ids added or already there. */
  'server:pick': () => readonly string[];
  /** Several folders at once become several servers. Resolves to their ids, in order. */
  'server:add': (paths: readonly string[]) => readonly string[];
  'server:preview': (paths: readonly string[]) => readonly PathPreview[];
  /** Asks for another folder for a server. Resolves to false when the person changed their mind. */
  'server:choose-root': (id: string) => boolean;
  'server:start': (id: string) => void;
  'server:stop': (id: string) => void;
  'server:remove': (id: string) => void;
  /** Puts back what `server:remove` took away, at its place; for 10 seconds. */
  'server:restore': (id: string) => boolean;
  /** Changes options; keys set to `null` go back to the default. Wrong values are refused and nothing changes. */
  'server:configure': (
    id: string,
    change: { readonly [key: string]: unknown },
  ) => { readonly ok: true } | { readonly ok: false; readonly errors: readonly ErrorReport[] };
  /** What the server's folder seems to be, with options that suit it and are not set yet. */
  'server:preset': (id: string) => Preset | undefined;
  /** The command that starts the same server from a terminal. */
  'server:command': (id: string) => string;
  /** Ends the visibility of a server after so many milliseconds; null = when it is switched off. */
  'server:visible-for': (id: string, ms: number | null) => void;
  'server:move': (id: string, index: number) => void;
  /** Tries each address of a running server, and looks for what may be in the way of other devices. */
  'server:reach': (id: string) => ReachFacts;
  'server:counters': (id: string) => Counters | undefined;
  'server:transfers': (id: string) => readonly Transfer[];
  'transfer:cancel': (id: string, transfer: number) => void;
  /** The newest records still kept by main for a server, about a thousand, oldest first; for a window that was just opened. */
  'log:recent': (id: string) => RecordsText;
  'log:detail': (id: string, seq: number) => ShownDetail | undefined;
  /** Sends to a running server, from this computer. The answer itself is in the log. */
  'request:send': (id: string, request: SentRequest) => { readonly status: number };
  'open:url': (url: string) => void;
  'open:folder': (id: string) => void;
  /** Shows the file that an exchange sent, or the one that was probably meant, in its folder. Resolves to false when there is none any more. */
  'open:file': (id: string, seq: number) => boolean;
  /** Asks where to, and writes. Resolves to false when the person changed their mind. */
  'file:save': (name: string, text: string) => boolean;
  'clipboard:write': (text: string) => void;
  /** PHC form, for `auth.users[].passwordHash`; the password itself is kept nowhere. */
  'password:hash': (password: string) => string;
}

/**
 * `ExchangeRecord[]` as JSON, written by the engine and read by the page: as objects, 2,500 records would be taken apart and
 * put together again at every border, for 3.4 ms of main's thread each time; as text they cross at the price of a copy.
 */
export type RecordsText = string;

/** A batch of the log. */
export interface LogBatch {
  readonly id: string;
  readonly records: RecordsText;
  readonly counters: Counters;
}

/** Main → renderer. */
export interface Pushes {
  'servers:changed': readonly ServerView[];
  'settings:changed': AppSettings;
  'recent:changed': readonly RecentFolder[];
  'log:batch': LogBatch;
  /** Menu, tray or a second start asks the page to show something. */
  'app:show': { readonly server?: string; readonly page?: 'settings' | 'palette' | 'add' };
}

/** Runtime allow-lists; the mapped types make the compiler keep them complete. */
export const CALLS: { readonly [K in keyof Calls]: true } = {
  'app:snapshot': true,
  'app:settings': true,
  'app:quit': true,
  'server:pick': true,
  'server:add': true,
  'server:preview': true,
  'server:choose-root': true,
  'server:start': true,
  'server:stop': true,
  'server:remove': true,
  'server:restore': true,
  'server:configure': true,
  'server:preset': true,
  'server:command': true,
  'server:visible-for': true,
  'server:move': true,
  'server:reach': true,
  'server:counters': true,
  'server:transfers': true,
  'transfer:cancel': true,
  'log:recent': true,
  'log:detail': true,
  'request:send': true,
  'open:url': true,
  'open:folder': true,
  'open:file': true,
  'file:save': true,
  'clipboard:write': true,
  'password:hash': true,
};
export const PUSHES: { readonly [K in keyof Pushes]: true } = {
  'servers:changed': true,
  'settings:changed': true,
  'recent:changed': true,
  'log:batch': true,
  'app:show': true,
};

/** What the preload exposes as `window.portico`. */
export interface PorticoBridge {
  call<K extends keyof Calls>(name: K, ...args: Parameters<Calls[K]>): Promise<ReturnType<Calls[K]>>;
  /** Returns the unsubscribe function. */
  on<K extends keyof Pushes>(name: K, listener: (payload: Pushes[K]) => void): () => void;
  /** Paths of dropped files; empty strings for what is not on the disk. */
  pathsOf(files: readonly File[]): readonly string[];
}
