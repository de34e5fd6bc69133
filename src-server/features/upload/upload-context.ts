import { join } from 'node:path';
import type * as z from 'zod/mini';
import { UPLOAD_DEFAULTS } from '../../config/defaults.ts';
import type { ServerConfig } from '../../config/schema.ts';
import type { values } from '../../config/values.ts';
import type { FileSpace } from '../../files/file-space.ts';
import { prefixSegments } from '../../http/prefix.ts';

export interface UploadContext {
  readonly options: z.output<typeof values.upload>;
  readonly config: ServerConfig;
  readonly files: FileSpace;
  /** True for files that this server runs or needs. @param path absolute; ask for the real path too */
  readonly isProgram: (path: string) => boolean;
}

/** What to do when a file of that name exists. */
export type ConflictPolicy = UploadContext['options']['conflict'];

export const uploadOptions = (slice: Exclude<ServerConfig['upload'], false>): UploadContext['options'] =>
  slice === true ? UPLOAD_DEFAULTS : slice;

/** The folder on the disk that visitors may write to; mounts below it apart. */
export function uploadFolder(at: string, files: FileSpace): string {
  const { root, below } = files.owner(prefixSegments(at));
  return join(root, ...below);
}
