import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY_PREFIX } from '../../files/disk-file-space.ts';
import { prefixSegments, segmentsBelow } from '../../http/prefix.ts';
import { type UploadContext, uploadFolder } from './upload-context.ts';

/** Nobody is still sending a file that has not grown for a day. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Folders that were looked through: once is enough, though every change of an option builds the feature anew. */
const lookedThrough = new Set<string>();

/** Removes what uploads left behind when the computer or the server was switched off in their midst; where it may. */
export async function removeLeftovers({ options, config, files }: UploadContext, signal: AbortSignal): Promise<void> {
  const mounts = config.mounts.filter(({ at }) => segmentsBelow(options.at, prefixSegments(at)));
  for (const folder of [uploadFolder(options.at, files), ...mounts.map((mount) => mount.root)]) {
    if (lookedThrough.has(folder)) continue;
    await clean(folder, signal).catch(() => undefined);
    if (!signal.aborted) lookedThrough.add(folder);
  }
}

async function clean(folder: string, signal: AbortSignal): Promise<void> {
  for await (const entry of await opendir(folder)) {
    if (signal.aborted) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await clean(path, signal).catch(() => undefined);
    else if (entry.name.startsWith(TEMPORARY_PREFIX) && (await isOld(path)))
      await rm(path, { force: true }).catch(() => undefined);
  }
}

async function isOld(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > MAX_AGE_MS;
}
