import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { errorCode, ServerError } from '../errors.ts';

export type RootState = 'ok' | 'missing' | 'denied' | 'unsuitable';

/** Folders come back by themselves: a look every two seconds costs nothing and needs no help of the platform. */
const LOOK_EVERY_MS = 2_000;

/** Whether a root can be served now. */
export async function rootState(root: string): Promise<RootState> {
  try {
    const stats = await stat(root);
    if (!stats.isDirectory() && !stats.isFile()) return 'unsuitable';
    await access(root, constants.R_OK | (stats.isDirectory() ? constants.X_OK : 0));
    return 'ok';
  } catch (error) {
    return errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM' ? 'denied' : 'missing';
  }
}

/** Calls `changed` whenever the state of the root is another one than before. @returns stops watching */
export function watchRoot(root: string, initial: RootState, changed: (state: RootState) => void): () => void {
  let last = initial;
  const look = async () => {
    const now = await rootState(root);
    if (now !== last) changed(now);
    last = now;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** @throws ServerError for a root that cannot be served */
export function assertServable(root: string, state: RootState): void {
  if (state === 'missing') throw new ServerError('ROOT_MISSING', { root });
  if (state === 'denied') throw new ServerError('ROOT_DENIED', { root });
  if (state === 'unsuitable') throw new ServerError('ROOT_UNSUITABLE', { root });
}
