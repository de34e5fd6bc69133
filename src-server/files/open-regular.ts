import { constants, open, openSync, readlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import { descriptorPath, showsDescriptors } from './descriptor-path.ts';
import type { Disk } from './disk.ts';
import { closeOpen, OpenFile, statOpen } from './open-file.ts';

// O_NONBLOCK: opening a FIFO must not wait for a writer. O_NOFOLLOW: `realPath` has no link at its end, unless it was
// swapped since. Both are absent on Windows.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EISDIR', 'ESTALE']);

/**
 * Opens a file that `FileSpace.locate` found, and checks what was really opened: a regular file, still at that real path.
 * @param realPath path without links
 * @returns undefined if it is gone, is no regular file, or was swapped for something elsewhere
 * @throws Node's error for anything else (EACCES, EMFILE …)
 */
export async function openRegular(realPath: string, disk: Disk): Promise<OpenFile | undefined> {
  try {
    return await checkOpen(await openToRead(realPath, disk), realPath, disk);
  } catch (error) {
    if (GONE.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** Closes what is not the file. */
async function checkOpen(descriptor: number, realPath: string, disk: Disk): Promise<OpenFile | undefined> {
  let file: OpenFile | undefined;
  try {
    const stat = await statOpen(descriptor, disk);
    if (stat.isFile() && (await isAt(descriptor, realPath))) file = new OpenFile(descriptor, stat, disk);
    return file;
  } finally {
    if (!file) await closeOpen(descriptor, disk);
  }
}

function openToRead(path: string, disk: Disk): number | Promise<number> {
  return disk.ask(
    () => openSync(path, FLAGS),
    () =>
      new Promise((resolve, reject) => {
        open(path, FLAGS, (error, descriptor) => (error ? reject(error) : resolve(descriptor)));
      }),
  );
}

/** Whether the system sees an open file at this path, or saw it there until it was replaced. */
async function isAt(descriptor: number, realPath: string): Promise<boolean> {
  if (!showsDescriptors) return (await realpath(realPath)) === realPath;
  const path = readlinkSync(descriptorPath(descriptor)); // procfs: never waits for a disk
  return path === realPath || path === `${realPath} (deleted)`;
}
