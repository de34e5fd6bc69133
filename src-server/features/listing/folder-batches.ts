import type fs from 'node:fs';
import { functionSource } from '../../pages/function-source.ts';
import type { Batch, FolderRequest } from './entry.ts';

/*
 * Runs in a thread of its own, from its source text (function-source.ts): a function here names only others of this file and
 * what it is given (a bundler or test runner rewrites imported names). Synchronous calls are right there, and three times as fast as asynchronous ones.
 */
type FileSystem = Pick<
  typeof fs,
  | 'readdirSync'
  | 'opendirSync'
  | 'lstatSync'
  | 'statSync'
  | 'realpathSync'
  | 'openSync'
  | 'closeSync'
  | 'existsSync'
  | 'constants'
>;

/** An entry as it was read. `location`: where it is found, unless that is the folder's path and its name. */
type Named = Pick<fs.Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'> & {
  readonly name: string;
  readonly location?: string | Buffer;
};

/**
 * What visitors may see, in columns: 50,000 objects that live until the last batch was read would cost more to collect
 * than all the system calls, and the collector's helping threads have no low priority.
 */
interface Found {
  readonly names: string[];
  /** Bits: 1 folder, 2 link. */
  readonly flags: number[];
  /** Bytes, and milliseconds since 1970. NaN: not known. */
  readonly sizes: number[];
  readonly times: number[];
  /** Locations by index, of entries that have one. */
  readonly locations: Map<number, string | Buffer>;
}

/** True when the folder has more entries than one batch takes. @throws if it cannot be opened */
function isLarge(files: FileSystem, path: string, batchSize: number): boolean {
  const folder = files.opendirSync(path, { bufferSize: batchSize });
  try {
    for (let count = 0; count <= batchSize; count += 1) if (folder.readSync() === null) return false;
    return true;
  } finally {
    folder.closeSync();
  }
}

/** All entries in order, folders first. By name, sizes are looked up batch by batch, so that the first rows come early. */
function* folderBatches(files: FileSystem, request: FolderRequest, batchSize: number): Generator<Batch> {
  const found = find(files, request);
  if (request.sort !== 'name') for (const index of found.names.keys()) lookUp(files, request.path, found, index);
  const sorted = inOrder(found, request);
  for (let start = 0; start === 0 || start < sorted.length; start += batchSize) {
    const part = sorted.slice(start, start + batchSize);
    for (const index of part) lookUp(files, request.path, found, index);
    yield toBatch(found, part, start + batchSize >= sorted.length);
  }
}

function find(files: FileSystem, request: FolderRequest): Found {
  const found: Found = { names: [], flags: [], sizes: [], times: [], locations: new Map() };
  for (const named of readInPlace(files, request)) add(files, request, found, named);
  for (const named of mounted(files, request.mounts)) add(files, request, found, named);
  return found;
}

/**
 * Whoever may write there could put a link to elsewhere in the folder's place between the check of its path and its reading.
 * Linux with procfs lists a folder by its descriptor, wherever it is by then; elsewhere the path is looked at again.
 */
function readInPlace(files: FileSystem, { path, mounts }: FolderRequest): Named[] {
  const showsDescriptors = process.platform === 'linux' && files.existsSync('/proc/self/fd');
  const descriptor = showsDescriptors
    ? files.openSync(path, files.constants.O_RDONLY | files.constants.O_DIRECTORY)
    : undefined;
  const source = descriptor === undefined ? path : `/proc/self/fd/${descriptor}`;
  try {
    const names = readNames(files, source, path, mounts);
    if (files.realpathSync(source, 'utf8') === path) return names;
    throw Object.assign(new Error(`${path} was replaced while it was read`), { code: 'ENOENT' });
  } finally {
    if (descriptor !== undefined) files.closeSync(descriptor);
  }
}

/** A mount hides what has its name in the folder. @param source where it is read · @param path where its entries are found */
function readNames(files: FileSystem, source: string, path: string, mounts: FolderRequest['mounts']): Named[] {
  const all = files.readdirSync(source, { withFileTypes: true });
  const dirents = mounts.length === 0 ? all : all.filter(({ name }) => mounts.every((mount) => mount.name !== name));
  // U+FFFD is what invalid UTF-8 decodes to: only then is the second reading, as bytes, needed
  if (!dirents.some(({ name }) => name.includes('\ufffd'))) return dirents;
  const raw = files.readdirSync(source, { encoding: 'buffer' });
  const valid = new Set(raw.filter((name) => Buffer.from(name.toString()).equals(name)).map(String));
  return [...dirents.filter(({ name }) => valid.has(name)), ...undecodable(files, path, raw)];
}

function undecodable(files: FileSystem, path: string, raw: readonly Buffer[]): Named[] {
  return raw.flatMap((name) => {
    if (Buffer.from(name.toString()).equals(name)) return [];
    const location = Buffer.concat([Buffer.from(`${path}/`), name]);
    const type = files.lstatSync(location, { throwIfNoEntry: false });
    return type ? [Object.assign(type, { name: name.toString(), location })] : [];
  });
}

function mounted(files: FileSystem, mounts: FolderRequest['mounts']): Named[] {
  return mounts.flatMap(({ name, path }) => {
    const type = files.statSync(path, { throwIfNoEntry: false });
    return type ? [Object.assign(type, { name, location: path })] : [];
  });
}

/** Leaves out what can never be fetched: sockets and devices, broken links, links that the policy refuses. */
function add(files: FileSystem, request: FolderRequest, found: Found, named: Named): void {
  const { name, location } = named;
  const link = named.isSymbolicLink() ? followed(files, request, location ?? `${request.path}/${name}`) : undefined;
  const target = named.isSymbolicLink() ? link : named;
  if (!target?.isDirectory() && !target?.isFile()) return;
  if (location !== undefined) found.locations.set(found.names.length, location);
  found.names.push(name);
  found.flags.push((target.isDirectory() ? 1 : 0) + (link ? 2 : 0));
  found.sizes.push(link ? link.size : Number.NaN);
  found.times.push(link ? link.mtimeMs : Number.NaN);
}

function followed(files: FileSystem, request: FolderRequest, location: string | Buffer): fs.Stats | undefined {
  if (request.symlinks === 'refuse') return undefined;
  try {
    const stats = files.statSync(location);
    if (request.symlinks === 'follow') return stats;
    const real = files.realpathSync(location, 'utf8');
    const root = files.realpathSync(request.rootPath, 'utf8').replace(/[/\\]$/, '');
    return real === root || (real.startsWith(root) && /[/\\]/.test(real[root.length] ?? '')) ? stats : undefined;
  } catch {
    return undefined; // broken, a loop, or not ours to look at
  }
}

/** Leaves size and time unknown where this computer does not let the entry be looked at, or it has just vanished. */
function lookUp(files: FileSystem, path: string, { names, sizes, times, locations }: Found, index: number): void {
  if (!Number.isNaN(sizes[index])) return;
  try {
    const stats = files.lstatSync(locations.get(index) ?? `${path}/${names[index]}`, { throwIfNoEntry: false });
    if (stats) {
      sizes[index] = stats.size;
      times[index] = stats.mtimeMs;
    }
  } catch {}
}

/**
 * A string that sorts a name the way people count: `img2` before `img10`, no difference of case or accent. Made once for each
 * name and compared with `<`, which is some forty times faster for 50,000 names than `Intl.Collator` with `numeric`.
 * A run of digits becomes "0", a character for its length, and the digits: longer numbers sort after shorter ones.
 */
export function naturalKey(name: string): string {
  const plain = /^[\x00-\x7f]*$/.test(name) ? name : name.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.toLowerCase().replace(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(0x30 + Math.min(significant.length, 0xff00))}${significant}`;
  });
}

/** Indices of the entries. */
function inOrder({ names, flags, sizes, times }: Found, { sort, order }: FolderRequest): number[] {
  const keys = names.map((name) => naturalKey(name));
  const direction = order === 'desc' ? -1 : 1;
  const compare = (texts: readonly string[], a: number, b: number) =>
    (texts[a] as string) < (texts[b] as string) ? -1 : texts[a] === texts[b] ? 0 : 1;
  const byName = (a: number, b: number) => compare(keys, a, b) || compare(names, a, b);
  const values = sort === 'size' ? sizes : times;
  const byValue = (a: number, b: number) => (values[a] || 0) - (values[b] || 0);
  const inDirection = (part: number[]) =>
    part.sort((a, b) => (sort === 'name' ? direction * byName(a, b) : direction * byValue(a, b) || byName(a, b)));
  const all = [...names.keys()];
  const isFolder = (index: number) => ((flags[index] ?? 0) & 1) !== 0;
  return [...inDirection(all.filter(isFolder)), ...inDirection(all.filter((index) => !isFolder(index)))];
}

function toBatch({ names, flags, sizes, times, locations }: Found, part: readonly number[], last: boolean): Batch {
  const batch = {
    flags: new Uint8Array(part.length),
    sizes: new Float64Array(part.length),
    times: new Float64Array(part.length),
  };
  const partNames: string[] = [];
  for (let i = 0; i < part.length; i++) {
    const index = part[i] as number;
    const size = sizes[index] as number;
    const unreachable = typeof locations.get(index) === 'object' || Number.isNaN(size);
    partNames.push(names[index] as string);
    batch.flags[i] = (flags[index] as number) + (unreachable ? 4 : 0);
    batch.sizes[i] = size;
    batch.times[i] = times[index] as number;
  }
  return { names: partNames.join('/'), ...batch, last };
}

export type Question =
  | { readonly id: number; readonly ask: 'open'; readonly request: FolderRequest; readonly batchSize: number }
  | { readonly id: number; readonly ask: 'next' | 'close' };
export type Answer = { readonly id: number } & (
  | { readonly large: boolean }
  | { readonly batch: Batch }
  | { readonly error: { readonly code: string | undefined; readonly message: string } }
);
interface Port {
  on(event: 'message', listener: (question: Question) => void): unknown;
  postMessage(answer: Answer): void;
}

/** The thread's side of `FolderThread`: any number of readings, each one batch ahead of its reader at most. */
function serveFolders(port: Port, files: FileSystem): void {
  const readings = new Map<number, Iterator<Batch>>();
  const answer = (question: Question): Answer | undefined => {
    const { id, ask } = question;
    if (ask === 'open') {
      const large = isLarge(files, question.request.path, question.batchSize);
      readings.set(id, folderBatches(files, question.request, question.batchSize));
      return { id, large };
    }
    const next = ask === 'next' ? readings.get(id)?.next() : undefined;
    if (next && !next.done && !next.value.last) return { id, batch: next.value };
    readings.delete(id);
    return next && !next.done ? { id, batch: next.value } : undefined;
  };
  port.on('message', (question) => {
    try {
      const reply = answer(question);
      if (reply) port.postMessage(reply);
    } catch (error) {
      readings.delete(question.id);
      const { code, message } = error as NodeJS.ErrnoException;
      port.postMessage({ id: question.id, error: { code, message } });
    }
  });
}

/** What the thread runs. */
export const FOLDER_THREAD_SOURCE = functionSource(
  serveFolders,
  [
    naturalKey,
    isLarge,
    folderBatches,
    find,
    readInPlace,
    readNames,
    mounted,
    undecodable,
    add,
    followed,
    lookUp,
    inOrder,
    toBatch,
  ],
  "require('node:worker_threads').parentPort, require('node:fs')",
);
