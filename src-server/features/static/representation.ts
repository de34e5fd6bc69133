import type { BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import { HttpError } from '../../errors.ts';
import type { FileSpace } from '../../files/file-space.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { openRegular } from '../../files/open-regular.ts';
import { type ContentCoding, negotiateCoding } from '../../http/content-coding.ts';
import { entityTag } from '../../http/entity-tag.ts';
import { isCompressible, mediaTypeOf } from '../../http/media-type.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { codings } from '../compression/codings.ts';
import { type FileVersion, versionOf } from './proof.ts';
import { type LocatedFile, openSidecar } from './sidecar.ts';

/** Below this a coded answer is hardly smaller and costs a header more. */
const MIN_CODED_BYTES = 1024;
/** Above this a download is sent as it is: it can then be resumed and shows its progress. */
const MAX_CODED_BYTES = 10 * 1024 * 1024;

/** Changes HTML on its way out, such as a script that is added to it. The changed document has its own validator. */
export interface HtmlTransform {
  /** Becomes part of the entity tag. */
  readonly tag: string;
  /** Request fields that `applies` looks at: HTML varies by them, changed or not. */
  readonly vary: readonly string[];
  readonly applies: (exchange: Exchange) => boolean;
  readonly apply: (html: Buffer) => Buffer;
}

/** The selected representation (RFC 9110 §3.2) of a file. */
export interface Representation {
  /** Of the file that was asked for, whatever lies beside it. */
  readonly path: string;
  readonly realPath: string;
  readonly file: OpenFile;
  /** The choice is right while these are as they are. */
  readonly restsOn: readonly FileVersion[];
  readonly mediaType: string;
  readonly lastModifiedMs: number;
  readonly length: number;
  /** Coding of what is in `file` already (a sidecar). */
  readonly storedCoding?: ContentCoding;
  /** Coding to apply while sending. */
  readonly codeWith?: ContentCoding;
  /** The client refuses the uncoded form: code even what does not get smaller. */
  readonly mustCode?: boolean;
  readonly transform?: HtmlTransform;
  /** The answer depends on `Accept-Encoding`. */
  readonly varies: boolean;
  /** All request fields that it depends on. */
  readonly vary: readonly string[];
}

export interface RepresentationOptions {
  readonly mediaTypes: Readonly<Record<string, string>>;
  readonly compression: boolean;
  readonly transform?: HtmlTransform | undefined;
}

type Choice = Pick<Representation, 'restsOn' | 'storedCoding' | 'codeWith' | 'mustCode' | 'transform'>;

/** Strong validator; every coding and every transform of a file has its own. */
export function fileTag(stat: BigIntStats, ...forms: readonly (string | undefined)[]): string {
  const form = forms.filter((part) => part !== undefined).join('-');
  return entityTag({ size: stat.size, mtimeNs: stat.mtimeNs }, form === '' ? undefined : form);
}

/**
 * Chooses between the file, its precompressed siblings and compression on the fly by `Accept-Encoding`. A range is always
 * one of the file as it is.
 * @param segments request path that names the file, to find its siblings by
 * @returns undefined if the file vanished · @throws HttpError 406 if the client refuses every form there is
 */
export async function selectRepresentation(
  files: FileSpace,
  exchange: Exchange,
  located: LocatedFile,
  segments: readonly string[],
  options: RepresentationOptions,
): Promise<Representation | undefined> {
  const wish = wishOf(exchange, located, options);
  const { accepted = '', transform, takesCoded } = wish;
  const sidecar = takesCoded && !transform ? await openSidecar(files, located, segments, accepted) : undefined;
  if (sidecar) {
    const restsOn = [versionOf(sidecar.path, sidecar.file.stat), versionOf(located.path, located.stat)];
    return representationOf(located, sidecar.file, wish, { restsOn, storedCoding: sidecar.coding });
  }
  const file = await openRegular(located.realPath, located.disk);
  if (!file) return undefined;
  const restsOn = [versionOf(located.path, file.stat)];
  const coding = await codingFor(file, wish);
  return representationOf(located, file, wish, { restsOn, ...coding, ...(transform ? { transform } : {}) });
}

/** What is wanted of a file of this type. */
interface Wish extends Pick<Representation, 'mediaType' | 'varies' | 'vary'> {
  /** The field `Accept-Encoding`. */
  readonly accepted: string | undefined;
  readonly transform: HtmlTransform | undefined;
  /** A coded form will do: of the whole file. */
  readonly takesCoded: boolean;
}

function wishOf(exchange: Exchange, located: LocatedFile, options: RepresentationOptions): Wish {
  const mediaType = mediaTypeOf(basename(located.path), options.mediaTypes);
  const varies = options.compression && (isCompressible(mediaType) || mediaType === 'application/octet-stream');
  const accepted = exchange.field('accept-encoding');
  const vary = [...(varies ? ['Accept-Encoding'] : []), ...(isHtml(mediaType) ? (options.transform?.vary ?? []) : [])];
  const transform = isHtml(mediaType) && options.transform?.applies(exchange) ? options.transform : undefined;
  const takesCoded = varies && accepted !== undefined && !asksForRange(exchange);
  return { mediaType, accepted, transform, varies, vary, takesCoded };
}

/** How to code the file while it is sent, if at all. @throws HttpError 406 if the client refuses every form there is */
async function codingFor(
  file: OpenFile,
  { mediaType, accepted, takesCoded }: Wish,
): Promise<Pick<Representation, 'codeWith' | 'mustCode'>> {
  const codable = takesCoded && isCompressible(mediaType) && file.stat.size <= BigInt(MAX_CODED_BYTES);
  const coding = negotiateCoding(accepted, codable ? codings() : []);
  if (coding === undefined) {
    await file.close();
    throw new HttpError(406, 'The client refuses every content coding that this file has.', {
      Vary: 'Accept-Encoding',
    });
  }
  const mustCode = negotiateCoding(accepted, []) === undefined;
  const worthIt = mustCode || file.stat.size >= BigInt(MIN_CODED_BYTES);
  return coding !== 'identity' && worthIt ? { codeWith: coding, mustCode } : {};
}

/** A range is one of the file as it is, so it cannot be given to a client that takes only coded forms. */
export function asksForRange(exchange: Exchange): boolean {
  const isRanged = exchange.method === 'GET' && exchange.field('range') !== undefined;
  return isRanged && negotiateCoding(exchange.field('accept-encoding'), []) !== undefined;
}

const isHtml = (mediaType: string): boolean => /^text\/html\b/i.test(mediaType);

function representationOf(
  { path, realPath }: LocatedFile,
  file: OpenFile,
  { mediaType, varies, vary }: Wish,
  choice: Choice,
): Representation {
  return {
    path,
    realPath,
    file,
    mediaType,
    varies,
    vary,
    lastModifiedMs: Math.min(Number(file.stat.mtimeMs), Date.now()), // never later than Date (RFC 9110 §8.8.2.1)
    length: Number(file.stat.size),
    ...choice,
  };
}
