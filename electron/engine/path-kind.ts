import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorCode } from '../../src-server/errors.ts';
import type { PathPreview } from '../ipc/contract.ts';

export type PathKind = PathPreview['kind'];

/** Whether a path can be served, and why not. */
export async function kindOf(path: string): Promise<PathKind> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory() && !stats.isFile()) return 'unsuitable';
    await access(path, stats.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '') ? 'denied' : 'missing';
  }
}

/** One name for one place, however it was reached: links resolved where the path exists. */
export function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
