import { type BigIntStats, constants, readlinkSync } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import { descriptorPath, showsDescriptors } from './descriptor-path.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly stat: BigIntStats;
}

// O_NONBLOCK: opening a FIFO must not wait for a writer. O_NOFOLLOW: `realPath` has no link at its end, unless it was
// swapped since. Both are absent on Windows.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens a file that `FileSpace.locate` found, and checks what was really opened: a regular file, still at that real path.
 * @param realPath path without links
 * @returns undefined if it is gone, is no regular file, or was swapped for something elsewhere
 * @throws Node's error for anything else (EACCES, EMFILE …)
 */
export async function openRegular(realPath: string): Promise<OpenFile | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(realPath, FLAGS);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  try {
    const stat = await handle.stat({ bigint: true });
    if (stat.isFile() && (await isAt(handle, realPath))) return { handle, stat };
  } catch {
    // fall through: close and report it as gone
  }
  await handle.close();
  return undefined;
}

/** Whether the system sees an open file at this path, or saw it there until it was replaced. */
async function isAt(handle: FileHandle, realPath: string): Promise<boolean> {
  if (!showsDescriptors) return (await realpath(realPath)) === realPath;
  const path = readlinkSync(descriptorPath(handle.fd)); // procfs: never waits for a disk
  return path === realPath || path === `${realPath} (deleted)`;
}
