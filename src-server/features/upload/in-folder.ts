import { HttpError } from '../../errors.ts';
import type { FileSpace } from '../../files/file-space.ts';
import { type HeldFolder, holdFolder } from '../../files/hold-folder.ts';
import { asDiskRefusal } from './disk-refusal.ts';

/** Where the folder of the file that these segments name really lies. @throws HttpError 409 */
export async function folderOf(files: FileSpace, segments: readonly string[]): Promise<string> {
  const folder = await files.locate(segments.slice(0, -1));
  if (folder.kind === 'directory') return folder.realPath;
  throw folderIsGone();
}

/**
 * Works in a folder that nobody can swap for a link to elsewhere meanwhile.
 * @throws HttpError 409 when it is gone, and whatever `work` throws
 */
export async function inFolder<T>(realPath: string, work: (folder: HeldFolder) => Promise<T>): Promise<T> {
  const folder = await holdFolder(realPath).catch((error: unknown) => {
    throw asDiskRefusal(error);
  });
  if (!folder) throw folderIsGone();
  try {
    return await work(folder);
  } finally {
    await folder.release();
  }
}

/** Call it before a file gets or loses its name. @throws HttpError 409 */
export async function assertInPlace(folder: HeldFolder): Promise<void> {
  if (!(await folder.isInPlace())) throw folderIsGone();
}

function folderIsGone(): HttpError {
  return new HttpError(409, 'The folder is gone.');
}
