import type { ServerConfig } from '../../../config/schema.ts';
import type { PrivateFiles } from '../../../files/private-files.ts';
import type { Language } from '../../../pages/language.ts';
import type { Sorting, Totals } from '../entry.ts';

/** Names that visitors may know of: those that a request for them would not be refused by policy. */
export interface ShownNames {
  readonly dotfiles: ServerConfig['dotfiles'];
  readonly privateFiles: PrivateFiles;
  /** Absolute path of the folder by the name that it is asked for with, to find private files by. */
  readonly folder: string;
}

/** How entries are written. */
export interface RowForm {
  readonly type: 'html' | 'json' | 'text';
  readonly language: Language;
}

/** A folder to be listed. */
export interface FolderRequest extends Sorting {
  /** Absolute path of the folder, without links. */
  readonly path: string;
  /** Folder that links may not leave, with `symlinks: "inside"`. */
  readonly rootPath: string;
  readonly symlinks: ServerConfig['symlinks'];
  /** Folders of elsewhere that appear in this one, with their absolute paths. */
  readonly mounts: readonly { readonly name: string; readonly path: string }[];
  readonly shown: ShownNames;
  readonly rows: RowForm;
}

/** A part of the rows, written into the memory that is shared. */
export interface Piece {
  readonly start: number;
  /** Bytes. */
  readonly length: number;
  /** With the last piece. */
  readonly totals?: Totals;
}

export interface Open {
  readonly ask: 'open';
  readonly request: FolderRequest;
  /** Written to in turns, one half while the other is sent. */
  readonly memory: SharedArrayBuffer;
  /** 1 once nobody wants it any more: what was asked for before is not worth doing then. */
  readonly closed: Int32Array<SharedArrayBuffer>;
}

export type Question = { readonly id: number } & (Open | { readonly ask: 'next' | 'close' });

export type Answer = { readonly id: number } & (
  | { readonly large: boolean }
  | { readonly piece: Piece }
  | { readonly error: { readonly code: string | undefined; readonly message: string } }
);
