import { type BigIntStats, promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtin } from '../../builtin.ts';
import { errorCode } from '../../errors.ts';
import { syncFolder } from '../../files/sync-folder.ts';

/** No write takes as long. */
const MAX_AGE_MS = 60_000;

/** Tells two contents of a file apart; undefined = there is no file. */
export type FileVersion = string | undefined;

export async function versionOf(file: string): Promise<FileVersion> {
  try {
    return versionFrom(await fs.stat(file, { bigint: true }));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export const versionFrom = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  `${ino}-${size}-${mtimeNs}-${ctimeNs}`;

/**
 * Replaces a file so that a crash at any moment leaves the old or the new one, whole: a temporary file beside it is forced
 * to the disk, renamed over it, and then the folder is forced to the disk too.
 * @param expected the version that is replaced; any other is left alone
 * @returns the new version, or `changed` if somebody else has written the file
 */
export async function replaceFile(
  file: string,
  text: string,
  expected: FileVersion,
): Promise<{ version: FileVersion } | 'changed'> {
  const target = await fs.realpath(file).catch(() => file); // a link stays a link
  const mode = await fs.stat(target).then(
    ({ mode }) => mode & 0o777,
    () => 0o644,
  );
  const temporary = join(dirname(target), temporaryPrefix(target) + builtin.crypto.randomUUID());
  try {
    const handle = await fs.open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await versionOf(target)) !== expected) return 'changed';
    await renamePatiently(temporary, target);
  } finally {
    await fs.rm(temporary, { force: true });
  }
  await syncFolder(dirname(target));
  return { version: await versionOf(target) };
}

/** On Windows a virus scanner or an editor may hold the file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      const isHeld = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!isHeld || attempt === 10) throw error;
      await sleep(attempt * 20);
    }
  }
}

const temporaryPrefix = (file: string): string => `.${basename(file)}.portico-`;

/** Removes what `replaceFile` left behind when it was killed. */
export async function removeLeftovers(file: string): Promise<void> {
  const target = await fs.realpath(file).catch(() => file);
  const names = await fs.readdir(dirname(target)).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(temporaryPrefix(target)))) {
    const path = join(dirname(target), name);
    const stats = await fs.stat(path).catch(() => undefined);
    const isOld = stats !== undefined && Date.now() - stats.mtimeMs > MAX_AGE_MS; // a younger one may be in use
    if (isOld) await fs.rm(path, { force: true }).catch(() => undefined);
  }
}
