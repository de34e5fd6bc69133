import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a start hands on: to itself, or to the instance that is already running. */
export interface StartRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** Started at login, without a window. */
export const HIDDEN_SWITCH = '--hidden';

/**
 * Folders and files named on a command line. Switches are Chromium's, Electron's or ours; `appPath` is the app's own folder,
 * which stands there when it runs from a checkout. Desktops may pass file URLs.
 */
export function pathsOf({ argv, cwd }: StartRequest, appPath?: string): string[] {
  const named = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'));
  const absolute = named.map((argument) => resolve(cwd, fromFileUrl(argument) ?? argument));
  if (appPath === undefined) return absolute;
  const own = absolute.indexOf(resolve(appPath));
  return absolute.filter((_, i) => i !== own);
}

/** A URL that names another host has no path here. */
function fromFileUrl(argument: string): string | undefined {
  if (!argument.startsWith('file://')) return undefined;
  try {
    return fileURLToPath(argument);
  } catch {
    return undefined;
  }
}

export function startsHidden({ argv }: StartRequest): boolean {
  return argv.includes(HIDDEN_SWITCH);
}

/** What another instance sent along with the lock; anything may be in there. */
export function readStartRequest(data: unknown): StartRequest | undefined {
  const { argv, cwd } = (data ?? {}) as { argv?: unknown; cwd?: unknown };
  if (!Array.isArray(argv) || !argv.every((item) => typeof item === 'string') || typeof cwd !== 'string')
    return undefined;
  return { argv, cwd };
}
