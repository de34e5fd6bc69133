import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Disk } from '../../files/disk.ts';
import type { FileSpace, Located } from '../../files/file-space.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { openRegular } from '../../files/open-regular.ts';
import { beginsAs, type ContentCoding, negotiateCoding } from '../../http/content-coding.ts';
import { SIDECAR_EXTENSION } from '../compression/codings.ts';

export type LocatedFile = Extract<Located, { kind: 'file' | 'directory' }>;

const SIDECAR_CODINGS = ['br', 'zstd', 'gzip'] as const;

/** A coded form that lies beside its file. */
interface Sidecar {
  readonly path: string;
  readonly file: OpenFile;
  readonly coding: ContentCoding;
}

/** The coded form beside a file that suits the client best. Most files have none, so that is asked first, and at once. */
export async function openSidecar(
  files: FileSpace,
  original: LocatedFile,
  segments: readonly string[],
  accepted: string,
): Promise<Sidecar | undefined> {
  const wanted = SIDECAR_CODINGS.filter((coding) => negotiateCoding(accepted, [coding]) === coding);
  const present = await Promise.all(
    wanted.map((coding) => exists(original.path + SIDECAR_EXTENSION[coding], original.disk)),
  );
  const found = new Map<ContentCoding, LocatedFile>();
  for (const coding of wanted.filter((_, i) => present[i])) {
    const name = basename(original.path) + SIDECAR_EXTENSION[coding];
    const sidecar = await files.locate([...segments.slice(0, -1), name]);
    // an older sidecar belongs to an older original
    if (sidecar.kind === 'file' && sidecar.stat.mtimeNs >= original.stat.mtimeNs) found.set(coding, sidecar);
  }
  const coding = negotiateCoding(accepted, [...found.keys()]);
  const chosen = coding === undefined || coding === 'identity' ? undefined : found.get(coding);
  const file = chosen && (await openRegular(chosen.realPath, chosen.disk).catch(() => undefined)); // one that cannot be had is as good as none
  if (!file || !coding || coding === 'identity') return undefined;
  if (await isCoded(file, coding).catch(() => false)) return { path: chosen.path, file, coding };
  await file.close();
  return undefined;
}

/** A build that was cut short, or a file that only has such a name: no browser could decode it, and the original is there. */
async function isCoded(file: OpenFile, coding: ContentCoding): Promise<boolean> {
  const begin = Buffer.alloc(4);
  return beginsAs(coding, begin.subarray(0, await file.read(begin, 0, begin.byteLength, 0)));
}

function exists(path: string, disk: Disk): boolean | Promise<boolean> {
  return disk.ask(
    () => existsSync(path),
    () =>
      stat(path).then(
        () => true,
        () => false,
      ),
  );
}
