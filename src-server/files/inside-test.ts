import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Tells whether an absolute path lies in one of these folders, by the name given or by the folder's real one. Disks that
 * ignore case find it under any spelling. Ask for a file's real path too: links may lead there.
 */
export function insideTest(folders: readonly string[]): (path: string) => boolean {
  const names = folders.flatMap((folder) => [folder, realName(folder)]);
  const prefixes = [...new Set(names.map((name) => join(name, '/').toLowerCase()))];
  return (path) => {
    const lower = path.toLowerCase();
    return prefixes.some((prefix) => lower.startsWith(prefix));
  };
}

/** Of a folder that does not exist yet, the name that it would have. */
function realName(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : join(realName(parent), basename(folder));
  }
}
