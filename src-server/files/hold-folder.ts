import { constants, readlinkSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import { descriptorPath, showsDescriptors } from './descriptor-path.ts';

/** A folder that is written to: the one that was looked at, whatever is put in its place meanwhile. */
export interface HeldFolder {
  /** Leads to the folder itself where the system can (Linux), else by its name. */
  readonly path: string;
  /** Whether it still lies where it was found. */
  isInPlace(): Promise<boolean>;
  release(): Promise<void>;
}

/** Linux's O_PATH, which Node does not name: a folder that may be written to but not read can be held too. */
const O_PATH = 0o10000000;
const FLAGS = O_PATH | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/**
 * @param realPath path without links, as `FileSpace.locate` found it
 * @returns undefined if it is gone, or became a link @throws Node's error for anything else (EACCES, EMFILE …)
 */
export async function holdFolder(realPath: string): Promise<HeldFolder | undefined> {
  const held = showsDescriptors ? await holdByDescriptor(realPath) : holdByName(realPath);
  if (!held || (await held.isInPlace())) return held;
  await held.release();
  return undefined;
}

async function holdByDescriptor(realPath: string): Promise<HeldFolder | undefined> {
  const handle = await open(realPath, FLAGS).catch((error: unknown) => {
    if (GONE.has(errorCode(error) ?? '')) return undefined;
    throw error;
  });
  if (!handle) return undefined;
  const path = descriptorPath(handle.fd);
  const isInPlace = async () => readlinkSync(path) === realPath;
  const release = () => handle.close().catch(() => undefined); // nothing was written through it
  return { path, isInPlace, release };
}

function holdByName(realPath: string): HeldFolder {
  const isInPlace = async () => (await realpath(realPath).catch(() => undefined)) === realPath;
  return { path: realPath, isInPlace, release: async () => undefined };
}
