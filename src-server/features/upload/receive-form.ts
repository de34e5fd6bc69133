import { rm } from 'node:fs/promises';
import { HttpError } from '../../errors.ts';
import type { HeldFolder } from '../../files/hold-folder.ts';
import { safeUploadName } from '../../http/file-name.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { allowField } from './allowed-methods.ts';
import { reportPlaced } from './answer.ts';
import { type FormPart, readForm } from './form-parts.ts';
import { inFolder } from './in-folder.ts';
import { assertNoProgram } from './may-write.ts';
import { type PlacedFile, placeFile } from './place-file.ts';
import { discard, type ReceivedFile, receiveFile } from './receive-file.ts';
import type { UploadContext } from './upload-context.ts';

type Named = ReceivedFile & { readonly name: string };

/**
 * POST of a form to a folder. All files are received before the first gets its name, so that a refused or aborted form
 * leaves nothing.
 * @returns false where there is no folder and a handler may answer
 */
export async function receiveForm(exchange: Exchange, context: UploadContext): Promise<boolean> {
  const { files, config } = context;
  const folder = await files.locate(exchange.target.segments);
  if (folder.kind === 'file')
    throw new HttpError(405, 'Forms are sent to a folder.', allowField('file', context.options));
  if (folder.kind !== 'directory') {
    if (config.handlers !== false) return false;
    throw folder.kind === 'denied' ? new HttpError(403, 'Nothing can be sent to this folder.') : new HttpError(404);
  }
  const placed = await inFolder(folder.realPath, (held) => receiveAndPlace(exchange, context, held));
  reportPlaced(exchange, placed, exchange.target.segments);
  return true;
}

async function receiveAndPlace(exchange: Exchange, context: UploadContext, folder: HeldFolder): Promise<PlacedFile[]> {
  const received: Named[] = [];
  try {
    await readForm(exchange, async (part) => {
      const file = await receivePart(part, exchange, context, folder);
      if (file) received.push(file);
    });
    if (received.length === 0) throw new HttpError(400, 'The form has no file in it.');
    exchange.decide('upload', 'upload.form', { count: received.length });
    return await placeAll(received, context.options.conflict);
  } finally {
    for (const { temporary } of received) await discard(temporary);
  }
}

/** @returns undefined for an input of a form that was left empty */
async function receivePart(
  { filename, content }: FormPart,
  exchange: Exchange,
  context: UploadContext,
  folder: HeldFolder,
): Promise<Named | undefined> {
  if (filename === '') {
    content.resume();
    return undefined;
  }
  const { files, options } = context;
  const name = safeUploadName(filename);
  if (name === undefined) throw new HttpError(400, 'A file in the form has no usable name.');
  const segments = [...exchange.target.segments, name];
  const located = await files.locate(segments);
  if (located.kind === 'hidden' || located.kind === 'denied')
    throw new HttpError(403, `"${name}" cannot be sent here.`);
  await assertNoProgram(context, segments, located.path);
  if (located.kind !== 'absent' && options.conflict === 'refuse') throw new HttpError(409, `"${name}" exists.`);
  return { ...(await receiveFile(content, folder, options.maxBytes)), name };
}

/** In the order of the form. If one cannot have its name, those that are new go again. */
async function placeAll(
  received: readonly Named[],
  conflict: UploadContext['options']['conflict'],
): Promise<PlacedFile[]> {
  const placed: PlacedFile[] = [];
  try {
    for (const file of received) placed.push(await placeFile(file, file.name, conflict));
    return placed;
  } catch (error) {
    for (const { path, replaced } of placed) if (!replaced) await rm(path, { force: true });
    throw error;
  }
}
