import { join, resolve } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';
import { secretFiles } from '../../listen/tls/secret-files.ts';

/** Says which names of a folder visitors may know of: those that a request for them would not be refused by policy. */
export function shownIn(
  folderPath: string,
  { dotfiles, handlers, root, tls }: Pick<ServerConfig, 'dotfiles' | 'handlers' | 'root' | 'tls'>,
): (name: string) => boolean {
  const withheld = new Set([...secretFiles(tls), ...(handlers === false ? [] : [resolve(root, handlers)])]);
  return (name) => {
    if (name.startsWith('.') && (dotfiles === 'hide' || name.startsWith(TEMPORARY_PREFIX))) return false;
    return !withheld.has(join(folderPath, name));
  };
}
