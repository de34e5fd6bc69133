import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { builtin } from '../../builtin.ts';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';
import type { HeldFolder } from '../../files/hold-folder.ts';
import { contentTooLarge } from '../../pipeline/read-content.ts';
import { asDiskRefusal } from './disk-refusal.ts';

/** A whole file on the disk that does not have its name yet. */
export interface ReceivedFile {
  readonly temporary: string;
  readonly folder: HeldFolder;
  readonly bytes: number;
}

/**
 * Writes content to a hidden file in the folder where it will be, each piece before the next is read: memory stays
 * constant. Forced to the disk before it counts as received. When anything fails, nothing is left.
 * @throws HttpError 413, 507, 403
 */
export async function receiveFile(
  content: AsyncIterable<Buffer>,
  folder: HeldFolder,
  maxBytes: number | undefined,
): Promise<ReceivedFile> {
  const temporary = join(folder.path, TEMPORARY_PREFIX + builtin.crypto.randomUUID());
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporary, 'wx', 0o666);
    let bytes = 0;
    for await (const chunk of content) {
      bytes += chunk.byteLength;
      if (maxBytes !== undefined && bytes > maxBytes) throw contentTooLarge(maxBytes);
      await handle.writeFile(chunk);
    }
    await handle.sync();
    await handle.close();
    return { temporary, folder, bytes };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await discard(temporary);
    throw asDiskRefusal(error);
  }
}

export async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => undefined); // one that stays is removed at the next start
}
