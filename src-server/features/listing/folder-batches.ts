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

type Type = Pick<fs.Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>;
type Named = { readonly name: string; readonly location: string | Buffer; readonly type: Type };
/** Numbers instead of `Stats`, which is big and would outlive a collection 50,000 times. NaN: not known. */
interface Found {
  readonly name: string;
  readonly location: string | Buffer;
  readonly key: string;
  readonly isLink: boolean;
  readonly isFolder: boolean;
  size: number;
  timeMs: number;
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
  const found: Found[] = [];
  for (const named of [...readInPlace(files, request), ...mounted(files, request.mounts)]) {
    const item = classify(files, request, named);
    if (item) found.push(item);
  }
  if (request.sort !== 'name') for (const item of found) lookUp(files, item);
  const sorted = inOrder(found, request);
  for (let start = 0; start === 0 || start < sorted.length; start += batchSize) {
    const part = sorted.slice(start, start + batchSize);
    for (const item of part) lookUp(files, item);
    yield toBatch(part, start + batchSize >= sorted.length);
  }
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
  const named = dirents.map((type) => ({ name: type.name, location: `${path}/${type.name}`, type }));
  // U+FFFD is what invalid UTF-8 decodes to: only then is the second reading, as bytes, needed
  if (!dirents.some(({ name }) => name.includes('\ufffd'))) return named;
  const raw = files.readdirSync(source, { encoding: 'buffer' });
  const valid = new Set(raw.filter((name) => Buffer.from(name.toString()).equals(name)).map(String));
  return [...named.filter(({ name }) => valid.has(name)), ...undecodable(files, path, raw)];
}

function undecodable(files: FileSystem, path: string, raw: readonly Buffer[]): Named[] {
  return raw.flatMap((name) => {
    if (Buffer.from(name.toString()).equals(name)) return [];
    const location = Buffer.concat([Buffer.from(`${path}/`), name]);
    const type = files.lstatSync(location, { throwIfNoEntry: false });
    return type ? [{ name: name.toString(), location, type }] : [];
  });
}

function mounted(files: FileSystem, mounts: FolderRequest['mounts']): Named[] {
  return mounts.flatMap(({ name, path }) => {
    const type = files.statSync(path, { throwIfNoEntry: false });
    return type ? [{ name, location: path, type }] : [];
  });
}

/** Leaves out what can never be fetched: sockets and devices, broken links, links that the policy refuses. */
function classify(files: FileSystem, request: FolderRequest, { name, location, type }: Named): Found | undefined {
  const isLink = type.isSymbolicLink();
  const target = isLink ? followed(files, request, location) : type;
  if (!target?.isDirectory() && !target?.isFile()) return undefined;
  const known = isLink ? (target as fs.Stats) : { size: Number.NaN, mtimeMs: Number.NaN };
  const isFolder = target.isDirectory();
  return { name, location, key: naturalKey(name), isLink, isFolder, size: known.size, timeMs: known.mtimeMs };
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
function lookUp(files: FileSystem, item: Found): void {
  if (!Number.isNaN(item.size)) return;
  try {
    const stats = files.lstatSync(item.location, { throwIfNoEntry: false });
    if (stats) {
      item.size = stats.size;
      item.timeMs = stats.mtimeMs;
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

function inOrder(found: readonly Found[], { sort, order }: FolderRequest): Found[] {
  const direction = order === 'desc' ? -1 : 1;
  const byName = (a: Found, b: Found) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.name < b.name ? -1 : 1);
  const value = ({ size, timeMs }: Found) => (sort === 'size' ? size : timeMs) || 0;
  const sorted = (part: Found[], useName: boolean) =>
    useName
      ? part.sort((a, b) => direction * byName(a, b))
      : part.sort((a, b) => direction * (value(a) - value(b)) || byName(a, b));
  const folders = found.filter(({ isFolder }) => isFolder);
  const others = found.filter(({ isFolder }) => !isFolder);
  return [...sorted(folders, sort === 'name'), ...sorted(others, sort === 'name')];
}

function toBatch(items: readonly Found[], last: boolean): Batch {
  const flags = new Uint8Array(items.length);
  const sizes = new Float64Array(items.length);
  const times = new Float64Array(items.length);
  for (const [index, { isFolder, isLink, location, size, timeMs }] of items.entries()) {
    const unreachable = typeof location !== 'string' || Number.isNaN(size);
    flags[index] = (isFolder ? 1 : 0) + (isLink ? 2 : 0) + (unreachable ? 4 : 0);
    sizes[index] = size;
    times[index] = timeMs;
  }
  return { names: items.map(({ name }) => name).join('/'), flags, sizes, times, last };
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
    readInPlace,
    readNames,
    mounted,
    undecodable,
    classify,
    followed,
    lookUp,
    inOrder,
    toBatch,
  ],
  "require('node:worker_threads').parentPort, require('node:fs')",
);
