import { realpathSync, type Stats, statSync } from 'node:fs';
import type { FolderRequest } from './messages.ts';

type Policy = Pick<FolderRequest, 'symlinks' | 'rootPath'>;

/** What a link leads to. @returns undefined where it is broken, or where the policy refuses it */
export function followed({ symlinks, rootPath }: Policy, location: string | Buffer): Stats | undefined {
  if (symlinks === 'refuse') return undefined;
  try {
    const stats = statSync(location);
    return symlinks === 'follow' || isInside(location, rootPath) ? stats : undefined;
  } catch {
    return undefined; // broken, a loop, or not ours to look at
  }
}

function isInside(location: string | Buffer, rootPath: string): boolean {
  const real = realpathSync(location, 'utf8');
  const root = realpathSync(rootPath, 'utf8').replace(/[/\\]$/, '');
  return real === root || (real.startsWith(root) && /[/\\]/.test(real[root.length] ?? ''));
}
