import { lstatSync } from 'node:fs';
import type { Entry } from '../entry.ts';
import type { Found } from './read-folder.ts';

/** Leaves size and time unknown where this computer does not let the entry be looked at, or it has just vanished. */
export function lookUp(folder: string, { names, sizes, times, locations }: Found, index: number): void {
  if (!Number.isNaN(sizes[index])) return;
  try {
    const stats = lstatSync(locations.get(index) ?? `${folder}/${names[index]}`, { throwIfNoEntry: false });
    if (stats) {
      sizes[index] = stats.size;
      times[index] = stats.mtimeMs;
    }
  } catch {}
}

export function entryAt({ names, isFolder, isLink, sizes, times, locations }: Found, index: number): Entry {
  const size = sizes[index] ?? Number.NaN;
  const folder = isFolder[index] === 1;
  return {
    name: names[index] ?? '',
    kind: isLink[index] === 1 ? 'link' : folder ? 'dir' : 'file',
    isFolder: folder,
    size,
    modifiedMs: times[index] ?? Number.NaN,
    reachable: typeof locations.get(index) !== 'object' && !Number.isNaN(size),
  };
}
