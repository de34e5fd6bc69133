import { kindOf, realPathOf } from './engine/path-kind.ts';
import { shownPath } from './engine/server-view.ts';
import type { UsualFolder } from './ipc/contract.ts';

/**
 * Those that are there. A system that was told of no such folder names the home folder instead: what lies in it is not what
 * one click should serve.
 */
export async function usualFolders(
  paths: Readonly<Record<UsualFolder['kind'], string>>,
  home: string,
): Promise<readonly UsualFolder[]> {
  const realHome = await realPathOf(home);
  const all = Object.entries(paths).map(async ([kind, path]) => {
    const isThere = (await kindOf(path)) === 'folder' && (await realPathOf(path)) !== realHome;
    return isThere ? [{ kind: kind as UsualFolder['kind'], path, shownPath: shownPath(path, home) }] : [];
  });
  return (await Promise.all(all)).flat();
}
