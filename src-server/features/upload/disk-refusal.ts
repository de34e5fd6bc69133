import { errorCode, HttpError } from '../../errors.ts';

const REFUSALS: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  ENOSPC: [507, 'The disk is full.'],
  EDQUOT: [507, 'The disk quota is used up.'],
  EFBIG: [413, 'The file is larger than the file system allows.'],
  EACCES: [403, 'This folder cannot be written.'],
  EPERM: [403, 'This folder cannot be written.'],
  EROFS: [403, 'This folder is on a read-only disk.'],
  ENAMETOOLONG: [400, 'The name is too long.'],
  EILSEQ: [400, 'The file system does not take this name.'],
  EINVAL: [400, 'The file system does not take this name.'],
  ENOENT: [409, 'The folder is gone.'],
  EISDIR: [409, 'A folder has this name.'],
  EBUSY: [409, 'Another program uses the file.'],
  ENOTEMPTY: [409, 'A folder has this name.'],
};

/** What the disk refuses, in words for the client; anything else as it is. */
export function asDiskRefusal(error: unknown): unknown {
  const code = errorCode(error) ?? '';
  const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return refusal ? new HttpError(refusal[0], refusal[1], {}, error) : error;
}
