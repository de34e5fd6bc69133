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

export interface Totals {
  readonly folders: number;
  readonly files: number;
  readonly bytes: number;
}
