import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { errorCode, HttpError } from '../errors.ts';
import { fileNameProblem } from '../http/file-name.ts';
import { Disk } from './disk.ts';
import type { FileSpace, FileSpaceOptions, Located } from './file-space.ts';
import { isRemote } from './is-remote.ts';
import { rootState } from './root-state.ts';

/** Prefix of files that are still being uploaded: never served, never listed. */
export const TEMPORARY_PREFIX = '.portico-upload-';

const ABSENT_CODES = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);
const DENIED_CODES = new Set(['EACCES', 'EPERM']);

interface Place {
  readonly root: string;
  readonly at: readonly string[];
  readonly disk: Disk;
}

interface Owned {
  readonly root: string;
  readonly below: readonly string[];
  readonly disk: Disk;
}

const EXACT = { bigint: true } as const;

/** The served folders: maps decoded path segments to the disk and decides what may be seen. */
export class DiskFileSpace implements FileSpace {
  readonly #options: FileSpaceOptions;
  /** Longest prefix first; the root itself is last. */
  readonly #places: readonly Place[];
  /** Real paths of the roots. Looked up again when a path does not fit: a build tool may have swapped the folder. */
  readonly #realRoots = new Map<string, string>();

  constructor(options: FileSpaceOptions) {
    this.#options = options;
    const mounts = options.mounts.map(({ at, root }) => placeOf(root, at));
    this.#places = [...mounts.sort((a, b) => b.at.length - a.at.length), placeOf(options.root, '/')];
  }

  owner(segments: readonly string[]): { root: string; below: readonly string[] } {
    const { root, below } = this.#owner(segments);
    return { root, below };
  }

  diskOf(segments: readonly string[]): Disk {
    return this.#owner(segments).disk;
  }

  #owner(segments: readonly string[]): Owned {
    const { root, at, disk } = this.#places.find((place) => isBelow(segments, place)) as Place; // everything is below "/"
    return { root, below: segments.slice(at.length), disk };
  }

  async locate(segments: readonly string[]): Promise<Located> {
    const { root, below, disk } = this.#owner(segments);
    const why = this.#hiddenByName(below);
    if (why) return { kind: 'hidden', why };
    const path = join(root, ...below);
    try {
      return await this.#inspect(root, path, disk);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (code === 'ELOOP') return { kind: 'hidden', why: 'symlink' };
      if (DENIED_CODES.has(code)) {
        await assertRootReadable(root, disk);
        return { kind: 'denied', path };
      }
      if (ABSENT_CODES.has(code)) return this.#absent(path, { root, below, disk });
      throw error;
    }
  }

  #hiddenByName(below: readonly string[]): 'dotfile' | 'name' | undefined {
    for (const [index, segment] of below.entries()) {
      if (fileNameProblem(segment)) return 'name';
      if (segment.startsWith(TEMPORARY_PREFIX)) return 'name';
      // RFC 8615: well-known URIs are meant to be found
      const wellKnown = index === 0 && segment === '.well-known';
      if (this.#options.dotfiles === 'hide' && segment.startsWith('.') && !wellKnown) return 'dotfile';
    }
    return undefined;
  }

  async #inspect(root: string, path: string, disk: Disk): Promise<Located> {
    const [stats, realPath] = await disk.ask<[BigIntStats, string]>(
      () => [statSync(path, EXACT), realpathSync.native(path)],
      () => Promise.all([stat(path, EXACT), realpath(path)]),
    );
    if (!(await this.#linksAllowed(root, path, realPath))) return { kind: 'hidden', why: 'symlink' };
    if (stats.isFile()) return { kind: 'file', path, realPath, stat: stats, disk };
    if (stats.isDirectory()) return { kind: 'directory', path, realPath, stat: stats, disk };
    return { kind: 'hidden', why: 'special' };
  }

  async #linksAllowed(root: string, path: string, realPath: string): Promise<boolean> {
    if (this.#options.symlinks === 'follow') return true;
    if (!(await this.#isInside(root, realPath))) return false;
    return this.#options.symlinks === 'inside' || !(await hasLink(root, path));
  }

  async #isInside(root: string, realPath: string): Promise<boolean> {
    const known = this.#realRoots.get(root);
    if (known !== undefined && contains(known, realPath)) return true;
    const real = await realpath(root);
    this.#realRoots.set(root, real);
    return contains(real, realPath);
  }

  async #absent(path: string, { root, below, disk }: Owned): Promise<Located> {
    await assertRootReadable(root, disk);
    if (below.length === 0) return { kind: 'absent', path, parent: 'missing' };
    const parentPath = dirname(path);
    const parent = await this.#inspect(root, parentPath, disk).catch(() => undefined);
    if (parent?.kind === 'hidden') return parent;
    return { kind: 'absent', path, parent: parent?.kind === 'directory' ? 'directory' : 'missing' };
  }
}

function placeOf(root: string, at: string): Place {
  return { root, at: at.split('/').filter((part) => part !== ''), disk: new Disk({ canHang: isRemote(root) }) };
}

function isBelow(segments: readonly string[], { at }: Place): boolean {
  return at.every((part, index) => segments[index] === part);
}

/** Containment is decided with `relative`, never with `startsWith`: "/srv/www-secret" starts with "/srv/www". */
export function contains(root: string, path: string): boolean {
  const from = relative(root, path);
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
}

async function hasLink(root: string, path: string): Promise<boolean> {
  for (let at = path; at !== root && at.length > root.length; at = dirname(at)) {
    if ((await lstat(at)).isSymbolicLink()) return true;
  }
  return false;
}

/** @throws HttpError 503 while the served folder is gone or unreadable: that is not the client's mistake. */
async function assertRootReadable(root: string, disk: Disk): Promise<void> {
  if ((await rootState(root, disk)) !== 'ok') {
    throw new HttpError(503, 'The served folder is not available right now.', { 'Retry-After': '5' });
  }
}

/**
 * True if two looks at an open file saw the same content. ctime tells a write after which the time was put back; but it also
 * moves when the file is replaced by another or linked elsewhere, which leaves what is open as it was.
 */
export function sameVersion(a: BigIntStats, b: BigIntStats): boolean {
  const isRelinked = a.nlink !== b.nlink;
  return a.size === b.size && a.mtimeNs === b.mtimeNs && (a.ctimeNs === b.ctimeNs || isRelinked);
}
