import { lstatSync } from 'node:fs';
import { isRemote } from '../../../files/is-remote.ts';
import { inOrder } from './folder-order.ts';
import { lookUp } from './look-up.ts';
import type { FolderRequest } from './messages.ts';
import { type Found, findEntries, notKnown } from './read-folder.ts';

/** Fewer are read and sorted in no time; more would take too much memory. */
const WORTH_KEEPING = { least: 1_000, most: 200_000 };
/** A folder that changed this recently could change again within its timestamps' resolution, which is 2 s for FAT. */
const SETTLED_MS = 3_000;

interface Ordered {
  readonly found: Found;
  /** Indices, folders first. */
  readonly sorted: readonly number[];
}

/** The last large folder: whoever looks at one reloads the page, or comes back to it. Forgotten when the thread ends. */
let last: (Ordered & { readonly asked: string; readonly state: string }) | undefined;

/**
 * The entries of a folder. Reading and sorting many is most of the work: an unchanged folder still has the same names in the
 * same order. Sizes and times are looked up each time. @throws Node's error when the folder cannot be read
 */
export function orderedEntries(request: FolderRequest): Ordered {
  const { rows, ...asked } = request;
  const key = JSON.stringify(asked);
  const state = stateOf(request.path);
  if (last && last.asked === key && last.state === state) return { ...last, found: withoutSizes(last.found) };
  last = undefined;
  const found = findEntries(request);
  if (request.sort !== 'name') for (const index of found.names.keys()) lookUp(request.path, found, index);
  const sorted = inOrder(found, request);
  if (state !== undefined && isWorthKeeping(request, found) && state === stateOf(request.path)) {
    last = { found, sorted, asked: key, state };
  }
  return { found, sorted };
}

/**
 * Changes with every name that comes, goes or is renamed: whoever does that cannot set the ctime of the folder.
 * @returns undefined where that cannot be relied on: elsewhere than on Linux, or so soon after a change
 */
function stateOf(path: string): string | undefined {
  const stats = process.platform === 'linux' ? lstatSync(path, { bigint: true, throwIfNoEntry: false }) : undefined;
  if (!stats || stats.size === 0n) return undefined; // such as /proc, which nobody writes to and which changes all the same
  const { dev, ino, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = stats;
  const changedMs = Math.max(Number(mtimeMs), Number(ctimeMs));
  return Date.now() - changedMs < SETTLED_MS ? undefined : `${dev}:${ino}:${mtimeNs}:${ctimeNs}`;
}

/** Sizes, times, and what links and mounts lead to can change without the folder; a network share may tell of changes late. */
function isWorthKeeping({ path, sort }: FolderRequest, { names, isLink, locations }: Found): boolean {
  const { least, most } = WORTH_KEEPING;
  if (sort !== 'name' || names.length < least || names.length > most) return false;
  return locations.size === 0 && !isLink.includes(1) && !isRemote(path);
}

function withoutSizes(found: Found): Found {
  const { length } = found.names;
  return { ...found, sizes: notKnown(length), times: notKnown(length) };
}
