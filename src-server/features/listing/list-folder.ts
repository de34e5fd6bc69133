import { basename } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { errorCode, HttpError } from '../../errors.ts';
import type { Located } from '../../files/file-space.ts';
import type { PrivateFiles } from '../../files/private-files.ts';
import { preferredMediaType } from '../../http/accept.ts';
import { prefixSegments } from '../../http/prefix.ts';
import { preferredLanguage } from '../../pages/language.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { FeatureContext } from '../../pipeline/feature.ts';
import { withLiveReload } from '../live-reload/listing-script.ts';
import { readFolder } from './folder-thread.ts';
import type { ListingPage } from './html-page.ts';
import { parseSorting } from './query.ts';
import { LISTING_TYPES, representation } from './representation.ts';
import { sendListing } from './send.ts';
import type { FolderRequest } from './thread/messages.ts';
import { unreadable } from './unreadable.ts';
import { uploadForm } from './upload-form.ts';

type Folder = Extract<Located, { kind: 'file' | 'directory' }>;

/** Answers with what is in a folder. */
export async function listFolder(
  exchange: Exchange,
  folder: Folder,
  context: FeatureContext,
  privateFiles: PrivateFiles,
): Promise<void> {
  const { config } = context;
  const page = pageOf(exchange, context);
  const form = representation(preferredMediaType(exchange.field('Accept'), LISTING_TYPES), page);
  const sent = config.liveReload ? withLiveReload(form, exchange) : form;
  const reading = await readFolder({
    ...page.sorting,
    path: folder.realPath,
    rootPath: context.files.owner(page.segments).root,
    symlinks: config.symlinks,
    mounts: mountsIn(page.segments, config.mounts),
    shown: { dotfiles: config.dotfiles, privateFiles, folder: folder.path },
    rows: sent.rows,
  }).catch(refuse);
  exchange.decide('listing', 'listing.folder');
  await sendListing(exchange, reading, sent).catch(refuse);
}

function pageOf(exchange: Exchange, { config, files }: FeatureContext): ListingPage {
  const { target } = exchange;
  return {
    language: preferredLanguage(exchange.field('Accept-Language')),
    segments: target.segments,
    siteName: config.name || basename(files.owner([]).root) || '/',
    sorting: parseSorting(target.query),
    query: target.query,
    upload: uploadForm(exchange, config),
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
