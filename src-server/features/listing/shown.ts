import { join, resolve } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';

/** Says which names of a folder visitors may know of: those that a request for them would not be refused by policy. */
export function shownIn(
  folderPath: string,
  { dotfiles, handlers, root }: Pick<ServerConfig, 'dotfiles' | 'handlers' | 'root'>,
): (name: string) => boolean {
  const module = handlers === false ? undefined : resolve(root, handlers);
  return (name) => {
    if (name.startsWith('.') && (dotfiles === 'hide' || name.startsWith(TEMPORARY_PREFIX))) return false;
    return module === undefined || join(folderPath, name) !== module;
  };
}
