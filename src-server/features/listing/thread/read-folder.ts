import * as fs from 'node:fs';
import { descriptorPath, showsDescriptors } from '../../../files/descriptor-path.ts';
import { followed } from './links.ts';
import type { FolderRequest } from './messages.ts';
import { ShownTest } from './shown.ts';

/** From so many entries on a page is sent bit by bit. */
const LARGE = 200;

/** An entry as it was read. `location`: where it is found, unless that is the folder's path and its name. */
type Named = Pick<fs.Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'> & {
  readonly name: string;
  readonly location?: string | Buffer;
};

/**
 * What visitors may see, in columns: 50,000 objects that live until the last row was written would cost more to collect than
 * all the system calls, and the collector's helping threads have no low priority.
 */
export interface Found {
  readonly names: string[];
  /** 1 for folders and links to one. */
  readonly isFolder: Uint8Array;
  readonly isLink: Uint8Array;
  /** Bytes, and milliseconds since 1970. NaN: not known. */
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  /** Locations by index, of entries that have one. */
  readonly locations: Map<number, string | Buffer>;
}

/** @throws Node's error if it cannot be opened */
export function isLarge(path: string): boolean {
  const folder = fs.opendirSync(path, { bufferSize: LARGE });
  try {
    for (let count = 0; count <= LARGE; count += 1) if (folder.readSync() === null) return false;
    return true;
  } finally {
    afterReading(() => folder.closeSync());
  }
}

/** A folder that was read has nothing to lose, also where a network share reports a failure when it is closed. */
function afterReading(close: () => void): void {
  try {
    close();
  } catch {}
}

/** A column of nothing but NaN. */
export const notKnown = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);

/** @throws Node's error when the folder cannot be read */
export function findEntries(request: FolderRequest): Found {
  const named = [...readInPlace(request), ...mounted(request.mounts)];
  const found: Found = {
    names: [],
    isFolder: new Uint8Array(named.length),
    isLink: new Uint8Array(named.length),
    sizes: notKnown(named.length),
    times: notKnown(named.length),
    locations: new Map(),
  };
  const shown = new ShownTest(request.shown);
  for (const entry of named) if (shown.passes(entry.name)) add(request, found, entry);
  return found;
}

/**
 * Whoever may write there could put a link to elsewhere in the folder's place between the check of its path and its reading.
 * Linux with procfs lists a folder by its descriptor, wherever it is by then; elsewhere the path is looked at again.
 */
function readInPlace({ path, mounts }: FolderRequest): Named[] {
  const descriptor = showsDescriptors ? fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY) : undefined;
  const source = descriptor === undefined ? path : descriptorPath(descriptor);
  try {
    const names = readNames(source, path, mounts);
    if (fs.realpathSync(source, 'utf8') === path) return names;
    throw Object.assign(new Error(`${path} was replaced while it was read`), { code: 'ENOENT' });
  } finally {
    if (descriptor !== undefined) afterReading(() => fs.closeSync(descriptor));
  }
}

/** A mount hides what has its name in the folder. @param source where it is read · @param path where its entries are found */
function readNames(source: string, path: string, mounts: FolderRequest['mounts']): Named[] {
  const all = fs.readdirSync(source, { withFileTypes: true });
  const dirents = mounts.length === 0 ? all : all.filter(({ name }) => mounts.every((mount) => mount.name !== name));
  // U+FFFD is what invalid UTF-8 decodes to: only then is the second reading, as bytes, needed
  if (!dirents.some(({ name }) => name.includes('\ufffd'))) return dirents;
  const raw = fs.readdirSync(source, { encoding: 'buffer' });
  const valid = new Set(raw.filter(isValid).map(String));
  return [...dirents.filter(({ name }) => valid.has(name)), ...undecodable(path, raw)];
}

const isValid = (name: Buffer): boolean => Buffer.from(name.toString()).equals(name);

function undecodable(path: string, raw: readonly Buffer[]): Named[] {
  return raw.flatMap((name) => {
    if (isValid(name)) return [];
    const location = Buffer.concat([Buffer.from(`${path}/`), name]);
    const type = fs.lstatSync(location, { throwIfNoEntry: false });
    return type ? [Object.assign(type, { name: name.toString(), location })] : [];
  });
}

function mounted(mounts: FolderRequest['mounts']): Named[] {
  return mounts.flatMap(({ name, path }) => {
    const type = fs.statSync(path, { throwIfNoEntry: false });
    return type ? [Object.assign(type, { name, location: path })] : [];
  });
}

/** Leaves out what can never be fetched: sockets and devices, broken links, links that the policy refuses. */
function add(request: FolderRequest, found: Found, named: Named): void {
  const { name, location } = named;
  const link = named.isSymbolicLink() ? followed(request, location ?? `${request.path}/${name}`) : undefined;
  const target = named.isSymbolicLink() ? link : named;
  if (!target?.isDirectory() && !target?.isFile()) return;
  const index = found.names.push(name) - 1;
  if (location !== undefined) found.locations.set(index, location);
  if (target.isDirectory()) found.isFolder[index] = 1;
  if (!link) return;
  found.isLink[index] = 1;
  found.sizes[index] = link.size;
  found.times[index] = link.mtimeMs;
}
