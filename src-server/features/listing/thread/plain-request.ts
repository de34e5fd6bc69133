import type { FolderRequest } from './messages.ts';

/** A folder as most are listed, for tests. */
export const plainRequest = (root: string, more: Partial<FolderRequest> = {}): FolderRequest => ({
  path: root,
  rootPath: root,
  symlinks: 'inside',
  mounts: [],
  sort: 'name',
  order: 'asc',
  shown: { dotfiles: 'serve', privateFiles: { names: [], logNames: [] }, folder: root },
  rows: { type: 'text', language: 'en' },
  ...more,
});
