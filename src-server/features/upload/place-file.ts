import { link, lstat, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, HttpError } from '../../errors.ts';
import { syncFolder } from '../../files/sync-folder.ts';
import { asDiskRefusal } from './disk-refusal.ts';
import { assertInPlace } from './in-folder.ts';
import { discard, type ReceivedFile } from './receive-file.ts';
import type { ConflictPolicy } from './upload-context.ts';

export interface PlacedFile {
  /** As it is kept, which `rename` may have changed. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** True if a file of that name was there before. */
  readonly replaced: boolean;
}

const MAX_NUMBER = 10_000;
const MAX_NAME_BYTES = 255;
/** File systems without hard links (FAT, some shares) answer one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL']);

/** Gives a received file its name, in one step that no other upload can come between. @throws HttpError 409 */
export async function placeFile(file: ReceivedFile, name: string, conflict: ConflictPolicy): Promise<PlacedFile> {
  try {
    await assertInPlace(file.folder);
    const placed = conflict === 'replace' ? await replace(file, name) : await placeNew(file, name, conflict);
    await syncFolder(file.folder.path);
    return placed;
  } catch (error) {
    throw asDiskRefusal(error);
  }
}

async function replace({ temporary, folder, bytes }: ReceivedFile, name: string): Promise<PlacedFile> {
  const path = join(folder.path, name);
  const replaced = await lstat(path).then(
    () => true,
    () => false,
  );
  await rename(temporary, path);
  return { name, path, bytes, replaced };
}

async function placeNew(file: ReceivedFile, name: string, conflict: 'rename' | 'refuse'): Promise<PlacedFile> {
  for (let number = 0; number <= MAX_NUMBER; number++) {
    const candidate = number === 0 ? name : numberedName(name, number);
    const path = join(file.folder.path, candidate);
    if (await renameIfFree(file.temporary, path)) return { name: candidate, path, bytes: file.bytes, replaced: false };
    if (conflict === 'refuse') break;
  }
  throw new HttpError(409, `A file named "${name}" exists.`);
}

/** `rename` would overwrite; a hard link is only made where nothing has the name. @returns false if it is taken */
async function renameIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    await discard(from);
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    return reserveAndRename(from, to);
  }
}

async function reserveAndRename(from: string, to: string): Promise<boolean> {
  const reserved = await open(to, 'wx').catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  });
  await reserved?.close();
  if (reserved) await rename(from, to);
  return reserved !== undefined;
}

/** "photo.jpg" → "photo (1).jpg"; the stem is cut where the file system would refuse the length. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  const suffix = ` (${number})${extension}`;
  let stem = extension === '' ? name : name.slice(0, dot);
  while (stem !== '' && Buffer.byteLength(stem + suffix) > MAX_NAME_BYTES) stem = [...stem].slice(0, -1).join('');
  return stem + suffix;
}
