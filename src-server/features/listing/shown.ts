import { sep } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';

/** Says which names of a folder visitors may know of: those that a request for them would not be refused by policy. */
export function shownIn(
  folderPath: string,
  { dotfiles }: Pick<ServerConfig, 'dotfiles'>,
  isPrivate: (path: string) => boolean,
): (name: string) => boolean {
  const start = folderPath.endsWith(sep) ? folderPath : folderPath + sep;
  return (name) => {
    if (name.startsWith('.') && (dotfiles === 'hide' || name.startsWith(TEMPORARY_PREFIX))) return false;
    return !isPrivate(start + name);
  };
}
