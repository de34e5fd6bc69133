import { basename, join } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { assertOwnOrigin } from '../../pipeline/own-origin.ts';
import { folderOf } from './in-folder.ts';
import type { UploadContext } from './upload-context.ts';

/** @throws HttpError 403 for pages of other origins and for users who may only read */
export function assertMayWrite(exchange: Exchange, config: ServerConfig): void {
  assertOwnOrigin(exchange, config.cors, 'named-only');
  if (exchange.user?.access === 'read') throw new HttpError(403, 'You may read here, but not write.');
}

/**
 * Refuses to change what this server would run: whoever may send files must not thereby run programs, whatever links lead to.
 * @param path of the file on the disk @throws HttpError 403
 */
export async function assertNoProgram(
  { files, isProgram }: UploadContext,
  segments: readonly string[],
  path: string,
): Promise<void> {
  const realPath = join(await folderOf(files, segments), basename(path));
  if (isProgram(path) || isProgram(realPath))
    throw new HttpError(403, 'This server would run that file, so it cannot be changed here.');
}
