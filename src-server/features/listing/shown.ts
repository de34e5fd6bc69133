import { join, resolve } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';
import { secretFiles } from '../../listen/tls/secret-files.ts';
import { logFileTest } from '../../log/log-file-test.ts';

/** Says which names of a folder visitors may know of: those that a request for them would not be refused by policy. */
export function shownIn(
  folderPath: string,
  { dotfiles, handlers, log, root, tls }: Pick<ServerConfig, 'dotfiles' | 'handlers' | 'log' | 'root' | 'tls'>,
): (name: string) => boolean {
  const withheld = new Set([...secretFiles(tls), ...(handlers === false ? [] : [resolve(root, handlers)])]);
  const isLog = logFileTest(log);
  return (name) => {
    if (name.startsWith('.') && (dotfiles === 'hide' || name.startsWith(TEMPORARY_PREFIX))) return false;
    const path = join(folderPath, name);
    return !withheld.has(path) && !isLog(path);
  };
}
