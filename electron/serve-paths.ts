import { dialog } from 'electron';
import { kindOf } from './engine/path-kind.ts';
import type { Servers } from './engine/servers.ts';
import type { Words } from './words.ts';

/** Serves what can be served. Resolves to the ids, and to a sentence for each path that cannot. */
export async function servePaths(
  servers: Servers,
  paths: readonly string[],
  { paths: said }: Words,
): Promise<{ readonly ids: readonly string[]; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind !== 'folder' && kind !== 'file') problems.push(said[kind](path));
  }
  return { ids: await servers.add(paths), problems };
}

/** For paths that came from outside the window, where nothing else could say it. */
export function sayProblems(problems: readonly string[], { paths }: Words): void {
  if (problems.length > 0)
    void dialog.showMessageBox({ type: 'warning', message: paths.title, detail: problems.join('\n') });
}
