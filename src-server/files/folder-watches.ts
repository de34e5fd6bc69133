import { type FSWatcher, lstatSync, realpathSync, statSync, watch } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { contains } from './disk-file-space.ts';

/** Each costs the system a kilobyte, and users share a limit with their editors. */
const MAX_FOLDERS = 512;
/** Of the folder itself, some 140,000 names: to begin a watch, the system goes through all that it has in its memory. */
const MAX_FOLDER_BYTES = 4 * 1024 * 1024;
/** inotify: whoever asks after a change is heard after it. Elsewhere changes are told some time later. */
const IS_HEARD_AT_ONCE = process.platform === 'linux';

/** How many changes were heard of. NaN, which equals nothing, when nothing is heard any more. */
export interface ChangeCount {
  readonly value: number;
}

/**
 * Listens for changes around files that are asked for again and again, so that they need not be looked at each time. Every
 * folder from the file's up to its root is watched without those below. Whoever relies on the count has to let the event loop
 * poll between the request and the reading of the count: a change made before the request has been heard then.
 *
 * Never heard of: writes through shared memory maps, other names of a file (hard links), what is mounted over a folder, moves
 * of folders above the root. So look at least every second.
 */
export class FolderWatches {
  readonly #roots: readonly string[];
  readonly #folders = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();
  #changes = { value: 0 };

  constructor(roots: readonly string[]) {
    this.#roots = roots.map((root) => resolve(root));
  }

  /**
   * Changes of a file, or of a place that holds none, and of much around it. Costs some system calls.
   * @returns undefined where they would not all be heard of: a link leads there, a folder is missing or very large, there is
   * no watch to be had
   */
  around(path: string): ChangeCount | undefined {
    const root = this.#roots.find((one) => contains(one, dirname(path)));
    if (root === undefined || !IS_HEARD_AT_ONCE) return undefined;
    try {
      if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
      const folders = foldersUpTo(root, dirname(path));
      for (const folder of folders) this.#watch(folder, root);
      return folders.every((folder) => this.#folders.has(folder)) ? this.#changes : undefined;
    } catch {
      return undefined; // e.g. ENOENT, or ENOSPC: no more watches for this user
    }
  }

  /** Ends all watches. */
  close(): void {
    this.#changes.value = Number.NaN;
    this.#changes = { value: 0 };
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  /** A link in place of a folder that is watched already would have been heard of. */
  #watch(folder: string, root: string): void {
    const stats = statSync(folder); // before it is watched: should it be replaced just now, that shows next time
    const identity = `${stats.dev}:${stats.ino}:${stats.birthtimeMs}`;
    const known = this.#folders.get(folder);
    if (known?.identity === identity) return;
    if (known || this.#folders.size >= MAX_FOLDERS) this.close();
    if (stats.size > MAX_FOLDER_BYTES || isBehindLink(root, folder)) return;
    const watcher = watch(folder, { persistent: false }, (event, name) => this.#notice(folder, event, name));
    watcher.once('error', () => this.close());
    this.#folders.set(folder, { identity, watcher });
  }

  #notice(folder: string, event: string, name: string | null): void {
    this.#changes.value += 1;
    if (event === 'rename' && this.#isWatchedFolder(folder, name)) this.close(); // what has its name now is another one
  }

  /** Events of a folder itself come under its own name. */
  #isWatchedFolder(folder: string, name: string | null): boolean {
    return name === null || name === basename(folder) || this.#folders.has(join(folder, name));
  }
}

function isBehindLink(root: string, folder: string): boolean {
  return relative(realpathSync.native(root), realpathSync.native(folder)) !== relative(root, folder);
}

function foldersUpTo(root: string, folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== root; at = dirname(at)) folders.push(dirname(at));
  return folders;
}
