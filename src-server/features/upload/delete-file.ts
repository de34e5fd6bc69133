import { unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { allowField } from './allowed-methods.ts';
import { asDiskRefusal } from './disk-refusal.ts';
import { assertInPlace, folderOf, inFolder } from './in-folder.ts';
import { assertNoProgram } from './may-write.ts';
import { assertPreconditions } from './put-file.ts';
import type { UploadContext } from './upload-context.ts';

/** DELETE: files only. A folder may hold what its visitors cannot see. */
export async function deleteFile(exchange: Exchange, context: UploadContext): Promise<boolean> {
  const { options, files } = context;
  const { segments } = exchange.target;
  const located = await files.locate(segments);
  const kind = located.kind === 'directory' ? 'folder' : 'file';
  if (!options.allowDelete || kind === 'folder') {
    const reason = kind === 'folder' ? 'Folders cannot be deleted.' : 'Files cannot be deleted here.';
    throw new HttpError(405, reason, allowField(kind, options));
  }
  if (located.kind !== 'file') throw new HttpError(404);
  assertPreconditions(exchange, located);
  await assertNoProgram(context, segments, located.path);
  exchange.decide('upload', 'upload.deleted');
  await inFolder(await folderOf(files, segments), async (folder) => {
    await assertInPlace(folder);
    await unlink(join(folder.path, basename(located.path))).catch((error: unknown) => {
      throw asDiskRefusal(error);
    });
  });
  exchange.respond(204, {});
  return true;
}
