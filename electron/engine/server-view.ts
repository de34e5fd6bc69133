import { basename, isAbsolute, join, relative, sep } from 'node:path';
import type { ServerView } from '../ipc/contract.ts';
import type { ServedFolder } from './served-folder.ts';

export function viewOf(folder: ServedFolder, home: string): ServerView {
  const { id, config, state, visibility } = folder;
  const { untilMs, visitor } = visibility;
  const root = config.root ?? '.';
  return {
    id,
    config,
    name: config.name || nameOf(root),
    root,
    shownRoot: shownPath(root, home),
    on: folder.wanted && state.kind !== 'failed', // a failed start leaves the switch off
    state,
    ...(untilMs === undefined ? {} : { visibleUntilMs: untilMs }),
    ...(visitor ? { visitor } : {}),
  };
}

/** A drive or "/" has no base name: then the whole path is its name. */
export function nameOf(path: string): string {
  return basename(path) || path;
}

/** With the home folder as "~", as people write it. */
export function shownPath(path: string, home: string): string {
  const below = relative(home, path);
  if (below === '') return '~';
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below); // absolute: another drive
  return isOutside ? path : join('~', below);
}
