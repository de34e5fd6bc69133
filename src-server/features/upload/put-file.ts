import { HttpError } from '../../errors.ts';
import type { Located } from '../../files/file-space.ts';
import { entityTag } from '../../http/entity-tag.ts';
import { safeUploadName } from '../../http/file-name.ts';
import { evaluatePreconditions } from '../../http/preconditions.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { assertContentLength, contentOf } from '../../pipeline/read-content.ts';
import { allowField } from './allowed-methods.ts';
import { reportPlaced } from './answer.ts';
import { folderOf, inFolder } from './in-folder.ts';
import { assertNoProgram } from './may-write.ts';
import { type PlacedFile, placeFile } from './place-file.ts';
import { discard, receiveFile } from './receive-file.ts';
import type { UploadContext } from './upload-context.ts';

/** PUT: the content becomes the file at this path. */
export async function putFile(exchange: Exchange, context: UploadContext): Promise<boolean> {
  const { options, files } = context;
  const name = assertFileTarget(exchange, context);
  if (exchange.field('content-range') !== undefined) {
    throw new HttpError(400, 'A part of a file cannot be sent (RFC 9110 §14.4); send the whole file.');
  }
  assertContentLength(exchange, options.maxBytes ?? Number.POSITIVE_INFINITY);
  const { segments } = exchange.target;
  const located = await files.locate(segments);
  const path = assertPlace(located);
  assertPreconditions(exchange, located);
  await assertNoProgram(context, segments, path);
  if (located.kind === 'file' && options.conflict === 'refuse')
    throw new HttpError(409, `A file named "${name}" exists.`);
  exchange.decide('upload', 'upload.file', { name });

  const placed = await inFolder(await folderOf(files, segments), async (folder) => {
    const received = await receiveFile(contentOf(exchange), folder, options.maxBytes);
    return place(exchange, context, received, name).catch(async (error: unknown) => {
      await discard(received.temporary);
      throw error;
    });
  });
  reportPlaced(exchange, [placed], segments.slice(0, -1));
  return true;
}

/** What held when the upload began must still hold now that it has arrived. */
async function place(
  exchange: Exchange,
  { options, files }: UploadContext,
  received: Awaited<ReturnType<typeof receiveFile>>,
  name: string,
): Promise<PlacedFile> {
  assertPreconditions(exchange, await files.locate(exchange.target.segments));
  const mustBeNew = exchange.field('if-none-match')?.trim() === '*';
  if (!mustBeNew) return placeFile(received, name, options.conflict);
  return placeFile(received, name, 'refuse').catch((error: unknown) => {
    throw error instanceof HttpError && error.status === 409 ? new HttpError(412) : error;
  });
}

/** @returns the file's name @throws HttpError 405 for a folder, 400 for a name that cannot be kept */
function assertFileTarget({ target }: Exchange, { options }: UploadContext): string {
  const name = target.segments.at(-1);
  if (name === undefined || target.trailingSlash) {
    throw new HttpError(405, 'Send a file to a path that ends with its name.', allowField('folder', options));
  }
  const safe = safeUploadName(name);
  if (safe === name.normalize('NFC')) return name;
  const hint = safe === undefined ? '' : `; "${safe}" would do`;
  throw new HttpError(400, `A file cannot be named like this${hint}.`);
}

/** @returns where the file will be @throws HttpError 403, 409 */
function assertPlace(located: Located): string {
  if (located.kind === 'hidden' || located.kind === 'denied')
    throw new HttpError(403, 'Nothing can be sent to this place.');
  if (located.kind === 'directory') throw new HttpError(409, 'A folder has this name.');
  if (located.kind === 'absent' && located.parent === 'missing') {
    throw new HttpError(409, 'The folder for this file does not exist.');
  }
  return located.path;
}

/** @throws HttpError 412 */
export function assertPreconditions(exchange: Exchange, located: Located): void {
  const fields = {
    ifMatch: exchange.field('if-match'),
    ifNoneMatch: exchange.field('if-none-match'),
    ifUnmodifiedSince: exchange.field('if-unmodified-since'),
  };
  const validators =
    located.kind === 'file'
      ? { entityTag: entityTag(located.stat), lastModifiedMs: Number(located.stat.mtimeMs) }
      : undefined;
  if (evaluatePreconditions(exchange.method, fields, validators) === 'failed') {
    throw new HttpError(412, 'The file is not in the state that the request asks for.');
  }
}
