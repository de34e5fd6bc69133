import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfigInput } from '../../src-server/config/schema.ts';
import { InOrder } from '../../src-server/in-order.ts';
import type { PathPreview, ServerView } from '../ipc/contract.ts';
import { appSettings, type NewServers, type StoredServer } from '../settings-shape.ts';
import { newServer } from './new-server.ts';
import { kindOf, realPathOf } from './path-kind.ts';
import type { RecordBatch } from './protocol.ts';
import { RemovedServers } from './removed-servers.ts';
import { type MakeEngine, ServedFolder, type ServedFolderInit } from './served-folder.ts';
import { nameOf, viewOf } from './server-view.ts';

export interface ServersEvents {
  /** The list, or something in it. */
  changed: [];
  records: [id: string, batch: RecordBatch];
  failure: [id: string, text: string];
  /** Folders that are served from now on. */
  added: [roots: readonly string[]];
  forgotten: [id: string];
}

interface ServersInit {
  readonly stored: readonly StoredServer[];
  readonly home: string;
  /** What the person wants for folders that are added; asked for each. */
  readonly newServers?: () => NewServers;
  readonly makeEngine?: MakeEngine;
}

const ANSWER_WITHIN_MS = 500;

/** All servers of the app, in the order of the list. */
export class Servers extends EventEmitter<ServersEvents> {
  #folders: ServedFolder[] = [];
  readonly #removed = new RemovedServers((folder) => void this.#forget(folder));
  readonly #home: string;
  readonly #newServers: () => NewServers;
  readonly #makeEngine: MakeEngine | undefined;
  /** Additions happen one after the other, so that two of them never take the same port or folder. */
  readonly #additions = new InOrder();

  constructor(init: ServersInit) {
    super();
    this.#newServers = init.newServers ?? (() => appSettings.parse({}).newServers);
    this.#home = init.home;
    this.#makeEngine = init.makeEngine;
    this.#folders = init.stored.map(({ on, ...stored }) =>
      this.#make({ ...stored, config: stored.config as ConfigInput, wanted: on }),
    );
  }

  get folders(): readonly ServedFolder[] {
    return this.#folders;
  }

  find(id: string): ServedFolder | undefined {
    return this.#folders.find((folder) => folder.id === id);
  }

  views(): ServerView[] {
    return this.#folders.map((folder) => viewOf(folder, this.#home));
  }

  stored(): StoredServer[] {
    return this.#folders.map(({ id, wanted, config, visibility: { untilMs } }) => ({
      id,
      on: wanted,
      config,
      ...(untilMs === undefined ? {} : { visibleUntilMs: untilMs }),
    }));
  }

  /** What is not there or cannot be read is left out. Resolves to the ids, in order; all of them are being started. */
  add(paths: readonly string[]): Promise<string[]> {
    return this.#additions.run(() => this.#add(paths));
  }

  async preview(paths: readonly string[]): Promise<PathPreview[]> {
    const known = await this.#byRealPath();
    return Promise.all(
      paths.map(async (path) => {
        const served = known.get(await realPathOf(path));
        const preview = { path, name: nameOf(path), kind: await kindOf(path) };
        return served ? { ...preview, servedBy: served.id } : preview;
      }),
    );
  }

  /** Starts what was on when the app ended. */
  async resume(): Promise<void> {
    await Promise.all(this.#folders.filter(({ wanted }) => wanted).map((folder) => folder.start()));
  }

  async startAll(): Promise<void> {
    await Promise.all(this.#folders.map((folder) => folder.start()));
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#folders.map((folder) => folder.stop()));
  }

  /** Ends every engine; what was on comes back with the next start. */
  async shutDown(): Promise<void> {
    const removed = this.#removed.folders;
    for (const { id } of removed) this.#removed.takeBack(id);
    const all = [...this.#folders, ...removed];
    await Promise.allSettled(all.map((folder) => folder.pause()));
    await Promise.allSettled(all.map((folder) => folder.dispose()));
  }

  async remove(id: string): Promise<void> {
    const folder = this.find(id);
    if (!folder) return;
    this.#removed.keep({ folder, index: this.#folders.indexOf(folder), wanted: folder.wanted });
    this.#folders = this.#folders.filter((other) => other !== folder);
    this.emit('changed');
    await folder.stop();
  }

  restore(id: string): boolean {
    const removed = this.#removed.takeBack(id);
    if (!removed) return false;
    this.#folders = this.#folders.toSpliced(removed.index, 0, removed.folder);
    if (removed.wanted) void removed.folder.start();
    this.emit('changed');
    return true;
  }

  move(id: string, index: number): void {
    const folder = this.find(id);
    if (!folder) return;
    this.#folders = this.#folders.filter((other) => other !== folder).toSpliced(index, 0, folder);
    this.emit('changed');
  }

  /** As last reported; at most a second old. */
  get transferCount(): number {
    return this.#folders.reduce((sum, { transferCount }) => sum + transferCount, 0);
  }

  /** Asks every engine. One that does not answer soon counts as last reported. */
  async countTransfers(): Promise<number> {
    const counts = this.#folders.map(({ engine, transferCount }) => {
      const exact = engine?.transfers().then(({ length }) => length) ?? 0;
      return Promise.race([exact, pause(ANSWER_WITHIN_MS, transferCount, { ref: false })]).catch(() => transferCount);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  async #add(paths: readonly string[]): Promise<string[]> {
    const known = await this.#byRealPath();
    const chosen: ServedFolder[] = [];
    const roots: string[] = [];
    for (const path of paths) {
      const real = await realPathOf(path);
      const kind = await kindOf(real);
      const folder = known.get(real) ?? (kind === 'folder' || kind === 'file' ? this.#append(path) : undefined);
      if (!folder) continue;
      known.set(real, folder);
      chosen.push(folder);
      roots.push(path);
    }
    for (const folder of chosen) void folder.start();
    this.emit('changed');
    this.emit('added', roots);
    return [...new Set(chosen.map(({ id }) => id))];
  }

  #append(root: string): ServedFolder {
    const config = newServer(root, this.#newServers(), this.#ports());
    const folder = this.#make({ id: randomUUID(), config, wanted: true });
    this.#folders = [...this.#folders, folder];
    return folder;
  }

  /** Configured and, where another was taken, the ones really in use. */
  *#ports(): Generator<number> {
    for (const { config, state } of this.#folders) {
      yield config.port ?? 8_000;
      if (state.kind === 'running') yield state.port;
    }
  }

  async #byRealPath(): Promise<Map<string, ServedFolder>> {
    const entries = this.#folders.map(async (folder) => [await realPathOf(folder.config.root ?? '.'), folder] as const);
    return new Map(await Promise.all(entries));
  }

  #make(init: ServedFolderInit): ServedFolder {
    const { id } = init;
    const folder = new ServedFolder(init, this.#makeEngine);
    folder.on('changed', () => this.emit('changed'));
    folder.on('records', (batch) => this.emit('records', id, batch));
    folder.on('failure', (text) => this.emit('failure', id, text));
    return folder;
  }

  async #forget(folder: ServedFolder): Promise<void> {
    await folder.dispose();
    this.emit('forgotten', folder.id);
  }
}
