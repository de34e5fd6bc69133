import { basename } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { errorCode, HttpError } from '../../errors.ts';
import type { Located } from '../../files/file-space.ts';
import { preferredMediaType } from '../../http/accept.ts';
import { fileNameProblem } from '../../http/file-name.ts';
import { prefixSegments } from '../../http/prefix.ts';
import { preferredLanguage } from '../../pages/language.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { FeatureContext } from '../../pipeline/feature.ts';
import { withLiveReload } from '../live-reload/listing-script.ts';
import type { FolderRequest, Sorting } from './entry.ts';
import { readFolder } from './folder-thread.ts';
import type { ListingPage } from './html-page.ts';
import { parseSorting } from './query.ts';
import { LISTING_TYPES, representation } from './representation.ts';
import { sendListing } from './send.ts';
import { shownIn } from './shown.ts';
import { unreadable } from './unreadable.ts';
import { uploadForm } from './upload-form.ts';

type Folder = Extract<Located, { kind: 'file' | 'directory' }>;

/** Answers with what is in a folder. */
export async function listFolder(
  exchange: Exchange,
  folder: Folder,
  context: FeatureContext,
  isPrivate: (path: string) => boolean,
): Promise<void> {
  const { target } = exchange;
  const sorting = parseSorting(target.query);
  const reading = await readFolder(folderRequest(folder, target.segments, sorting, context)).catch(refuse);
  exchange.decide('listing', 'listing.folder');
  const page: ListingPage = {
    language: preferredLanguage(exchange.field('Accept-Language')),
    segments: target.segments,
    siteName: context.config.name || basename(context.files.owner([]).root) || '/',
    sorting,
    query: target.query,
    large: reading.large,
    upload: uploadForm(exchange, context.config),
  };
  const type = preferredMediaType(exchange.field('Accept'), LISTING_TYPES);
  const form = representation(type, page, (name) => fileNameProblem(name) === undefined);
  const sent = context.config.liveReload ? withLiveReload(form, exchange) : form;
  await sendListing(exchange, reading, sent, shownIn(folder.path, context.config, isPrivate)).catch(refuse);
}

function folderRequest(
  folder: Folder,
  segments: readonly string[],
  sorting: Sorting,
  { files, config }: FeatureContext,
): FolderRequest {
  return {
    ...sorting,
    path: folder.realPath,
    rootPath: files.owner(segments).root,
    symlinks: config.symlinks,
    mounts: mountsIn(segments, config.mounts),
  };
}

/** Folders mounted directly below: they are listed beside what is on the disk. */
function mountsIn(segments: readonly string[], mounts: ServerConfig['mounts']): FolderRequest['mounts'] {
  return mounts.flatMap(({ at, root }) => {
    const place = prefixSegments(at);
    const name = place.pop();
    const isHere = place.length === segments.length && place.every((segment, index) => segment === segments[index]);
    return name !== undefined && isHere ? [{ name, path: root }] : [];
  });
}

/** @throws HttpError where the folder vanished or must not be read, else the error as it was */
function refuse(error: unknown): never {
  const code = errorCode(error) ?? '';
  if (code === 'EACCES' || code === 'EPERM') throw unreadable(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new HttpError(404, undefined, {}, error);
  throw error;
}
