import type fs from 'node:fs';
import { functionSource } from '../../pages/function-source.ts';
import type { Batch, FolderRequest } from './entry.ts';
import { FOLDER_ORDER, type InOrder } from './folder-order.ts';

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
export interface Found {
  readonly names: string[];
  /** Bits: 1 folder, 2 link. */
  readonly flags: Uint8Array;
  /** Bytes, and milliseconds since 1970. NaN: not known. */
  readonly sizes: Float64Array;
  readonly times: Float64Array;
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
    afterReading(() => folder.closeSync());
  }
}

/** A folder that was read has nothing to lose, also where a network share reports a failure when it is closed. */
function afterReading(close: () => void): void {
  try {
    close();
  } catch {}
}

/** All entries in order, folders first. By name, sizes are looked up batch by batch, so that the first rows come early. */
function* folderBatches(
  files: FileSystem,
  request: FolderRequest,
  batchSize: number,
  inOrder: InOrder,
): Generator<Batch> {
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
  const named = [...readInPlace(files, request), ...mounted(files, request.mounts)];
  const found: Found = {
    names: [],
    flags: new Uint8Array(named.length),
    sizes: new Float64Array(named.length).fill(Number.NaN),
    times: new Float64Array(named.length).fill(Number.NaN),
    locations: new Map(),
  };
  for (const entry of named) add(files, request, found, entry);
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
    if (descriptor !== undefined) afterReading(() => files.closeSync(descriptor));
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
  const index = found.names.push(name) - 1;
  if (location !== undefined) found.locations.set(index, location);
  found.flags[index] = (target.isDirectory() ? 1 : 0) + (link ? 2 : 0);
  if (link) {
    found.sizes[index] = link.size;
    found.times[index] = link.mtimeMs;
  }
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
function serveFolders(port: Port, files: FileSystem, inOrder: InOrder): void {
  const readings = new Map<number, Iterator<Batch>>();
  const answer = (question: Question): Answer | undefined => {
    const { id, ask } = question;
    if (ask === 'open') {
      const large = isLarge(files, question.request.path, question.batchSize);
      readings.set(id, folderBatches(files, question.request, question.batchSize, inOrder));
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
    ...FOLDER_ORDER.functions,
    isLarge,
    afterReading,
    folderBatches,
    find,
    readInPlace,
    readNames,
    mounted,
    undecodable,
    add,
    followed,
    lookUp,
    toBatch,
  ],
  `require('node:worker_threads').parentPort, require('node:fs'), ${FOLDER_ORDER.make}`,
);
