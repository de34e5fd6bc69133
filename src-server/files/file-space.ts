import type { BigIntStats } from 'node:fs';
import type { Disk } from './disk.ts';

export interface FileSpaceOptions {
  /** Absolute path of a folder, or of the single file that is served at "/". */
  readonly root: string;
  readonly mounts: readonly { readonly at: string; readonly root: string }[];
  readonly dotfiles: 'hide' | 'serve';
  readonly symlinks: 'inside' | 'follow' | 'refuse';
}

/**
 * Where a request path leads. `absent` names the place where the file would be, inside its root, with the parent folder's
 * real path checked: an upload may create it there. `hidden` = policy forbids it; to the client it does not exist.
 */
export type Located =
  | {
      readonly kind: 'file' | 'directory';
      readonly path: string;
      readonly realPath: string;
      readonly stat: BigIntStats;
      /** Where it lies. */
      readonly disk: Disk;
    }
  | { readonly kind: 'absent'; readonly path: string; readonly parent: 'directory' | 'missing' }
  | { readonly kind: 'hidden'; readonly why: 'dotfile' | 'symlink' | 'name' | 'special' }
  | { readonly kind: 'denied'; readonly path: string };

export interface FileSpace {
  /** Maps decoded path segments to the disk. Never leaves the root that owns them. @throws HttpError 503 if the root is gone */
  locate(segments: readonly string[]): Promise<Located>;
  /** The root that owns these segments, and the segments below it. */
  owner(segments: readonly string[]): { readonly root: string; readonly below: readonly string[] };
  /** What the root that owns these segments lies on. */
  diskOf(segments: readonly string[]): Disk;
}
