import { basename, join, resolve } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import { insideTest } from '../../files/path-tests.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { assertOwnOrigin } from '../../pipeline/own-origin.ts';
import { folderOf } from './in-folder.ts';
import type { UploadContext } from './upload-context.ts';

/** @throws HttpError 403 for pages of other origins and for users who may only read */
export function assertMayWrite(exchange: Exchange, config: ServerConfig): void {
  assertOwnOrigin(exchange, config.cors, 'named-only');
  if (exchange.user?.access === 'read') throw new HttpError(403, 'You may read here, but not write.');
}

/** What a module may import: scripts, and the file that says what their names lead to. */
const IMPORTABLE = /\.(?:[cm]?[jt]s|node|wasm)$|[\\/]package\.json$/i;

/**
 * Files that this server runs or needs: those that it never sends, and whatever the handler module may import from a folder
 * that visitors write to.
 */
export function programTest(
  isWithheld: (path: string) => boolean,
  uploadFolder: string,
  { handlers, root }: Pick<ServerConfig, 'handlers' | 'root'>,
): UploadContext['isProgram'] {
  const isBesideUploads = handlers !== false && insideTest([uploadFolder])(resolve(root, handlers));
  return isBesideUploads ? (path) => isWithheld(path) || IMPORTABLE.test(path) : isWithheld;
}

/**
 * Refuses to change what this server runs or needs: whoever may send files must not thereby run programs, whatever links
 * lead there.
 * @param path of the file on the disk @throws HttpError 403
 */
export async function assertNoProgram(
  { files, isProgram }: UploadContext,
  segments: readonly string[],
  path: string,
): Promise<void> {
  const realPath = join(await folderOf(files, segments), basename(path));
  if (isProgram(path) || isProgram(realPath))
    throw new HttpError(403, 'This server runs or needs that file itself, so it cannot be changed here.');
}
