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

/** The same for single files. */
export function oneOfTest(files: readonly string[]): (path: string) => boolean {
  return oneNamedTest(allNames(files));
}

/** @param names as `allNames` gives them */
export function oneNamedTest(names: readonly string[]): (path: string) => boolean {
  if (names.length === 0) return () => false;
  const known = new Set(names);
  return (path) => known.has(path.toLowerCase());
}

/** Absolute paths of files, as they are given and as they really are, in lower case. */
export function allNames(files: readonly string[]): string[] {
  return files.flatMap((file) => [file, realName(file)]).map((name) => name.toLowerCase());
}

/** Of what does not exist yet, the name that it would have. */
function realName(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realName(parent), basename(path));
  }
}
