import type { ServerConfig } from '../../config/schema.ts';

export type SortKey = 'name' | 'size' | 'modified';

export interface Sorting {
  readonly sort: SortKey;
  readonly order: 'asc' | 'desc';
}

/** A name in a folder, as far as visitors may know it. */
export interface Entry {
  readonly name: string;
  readonly kind: 'dir' | 'file' | 'link';
  /** A folder, or a link to one. */
  readonly isFolder: boolean;
  /** Bytes; without meaning for folders. NaN when it could not be read. */
  readonly size: number;
  /** Milliseconds since 1970. NaN when it could not be read. */
  readonly modifiedMs: number;
  /** False when no link can lead to it: its name is not valid UTF-8, or this computer does not let it be looked at. */
  readonly reachable: boolean;
}

/** What is read; structured-cloneable. */
export interface FolderRequest extends Sorting {
  /** Absolute path of the folder, without links. */
  readonly path: string;
  /** Folder that links may not leave, with `symlinks: "inside"`. */
  readonly rootPath: string;
  readonly symlinks: ServerConfig['symlinks'];
  /** Folders of elsewhere that appear in this one, with their absolute paths. */
  readonly mounts: readonly { readonly name: string; readonly path: string }[];
}

/** Some entries on their way between threads: columns are cloned about ten times faster than objects. */
export interface Batch {
  /** Joined by "/", the one character no name can contain. Empty batch: empty string. */
  readonly names: string;
  /** Bits: 1 folder, 2 link, 4 unreachable. */
  readonly flags: Uint8Array;
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly last: boolean;
}

export function entriesOf({ names, flags, sizes, times }: Batch): Entry[] {
  if (flags.length === 0) return [];
  return names.split('/').map((name, index) => entry(name, flags[index] ?? 0, sizes[index] ?? 0, times[index] ?? 0));
}

function entry(name: string, flags: number, size: number, modifiedMs: number): Entry {
  const isFolder = (flags & 1) !== 0;
  const kind = (flags & 2) !== 0 ? 'link' : isFolder ? 'dir' : 'file';
  return { name, kind, isFolder, size, modifiedMs, reachable: (flags & 4) === 0 };
}
