import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HttpError } from '../../errors.ts';
import type { FileSpace, Located } from '../../files/file-space.ts';
import { type OpenFile, openRegular } from '../../files/open-regular.ts';
import { beginsAs, type ContentCoding, negotiateCoding } from '../../http/content-coding.ts';
import { entityTag } from '../../http/entity-tag.ts';
import { isCompressible, mediaTypeOf } from '../../http/media-type.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { codings, SIDECAR_EXTENSION } from '../compression/codings.ts';
import { type FileVersion, versionOf } from './proof.ts';

const SIDECAR_CODINGS = ['br', 'zstd', 'gzip'] as const;
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

type LocatedFile = Extract<Located, { kind: 'file' | 'directory' }>;
type Choice = Pick<
  Representation,
  'restsOn' | 'storedCoding' | 'codeWith' | 'mustCode' | 'transform' | 'varies' | 'vary'
>;

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
  const mediaType = mediaTypeOf(basename(located.path), options.mediaTypes);
  const varies = options.compression && (isCompressible(mediaType) || mediaType === 'application/octet-stream');
  const accepted = exchange.field('accept-encoding');
  const ranged = asksForRange(exchange);
  const vary = [...(varies ? ['Accept-Encoding'] : []), ...(isHtml(mediaType) ? (options.transform?.vary ?? []) : [])];
  const transform = isHtml(mediaType) && options.transform?.applies(exchange) ? { transform: options.transform } : {};
  if (varies && accepted && !ranged && !transform.transform) {
    const sidecar = await openSidecar(files, located, segments, accepted);
    if (sidecar) {
      const restsOn = [versionOf(sidecar.path, sidecar.file.stat), versionOf(located.path, located.stat)];
      return representationOf(located, sidecar.file, mediaType, {
        restsOn,
        storedCoding: sidecar.coding,
        varies,
        vary,
      });
    }
  }
  const file = await openRegular(located.realPath);
  if (!file) return undefined;
  const codable =
    varies &&
    accepted !== undefined &&
    !ranged &&
    isCompressible(mediaType) &&
    file.stat.size <= BigInt(MAX_CODED_BYTES);
  const coding = negotiateCoding(accepted, codable ? codings() : []);
  if (coding === undefined) {
    await file.handle.close();
    throw new HttpError(406, 'The client refuses every content coding that this file has.', {
      Vary: 'Accept-Encoding',
    });
  }
  const mustCode = negotiateCoding(accepted, []) === undefined;
  const worthIt = mustCode || file.stat.size >= BigInt(MIN_CODED_BYTES);
  const codeWith = coding !== 'identity' && worthIt ? { codeWith: coding, mustCode } : {};
  const restsOn = [versionOf(located.path, file.stat)];
  return representationOf(located, file, mediaType, { restsOn, ...codeWith, ...transform, varies, vary });
}

/** A range is one of the file as it is, so it cannot be given to a client that takes only coded forms. */
export function asksForRange(exchange: Exchange): boolean {
  const isRanged = exchange.method === 'GET' && exchange.field('range') !== undefined;
  return isRanged && negotiateCoding(exchange.field('accept-encoding'), []) !== undefined;
}

interface Sidecar {
  readonly path: string;
  readonly file: OpenFile;
  readonly coding: ContentCoding;
}

/** The coded form beside a file that suits the client best. Most files have none, so that is asked first, and at once. */
async function openSidecar(
  files: FileSpace,
  original: LocatedFile,
  segments: readonly string[],
  accepted: string,
): Promise<Sidecar | undefined> {
  const wanted = SIDECAR_CODINGS.filter((coding) => negotiateCoding(accepted, [coding]) === coding);
  const present = await Promise.all(wanted.map((coding) => exists(original.path + SIDECAR_EXTENSION[coding])));
  const found = new Map<ContentCoding, LocatedFile>();
  for (const coding of wanted.filter((_, i) => present[i])) {
    const name = basename(original.path) + SIDECAR_EXTENSION[coding];
    const sidecar = await files.locate([...segments.slice(0, -1), name]);
    // an older sidecar belongs to an older original
    if (sidecar.kind === 'file' && sidecar.stat.mtimeNs >= original.stat.mtimeNs) found.set(coding, sidecar);
  }
  const coding = negotiateCoding(accepted, [...found.keys()]);
  const chosen = coding === undefined || coding === 'identity' ? undefined : found.get(coding);
  const file = chosen && (await openRegular(chosen.realPath).catch(() => undefined)); // one that cannot be had is as good as none
  if (!file || !coding || coding === 'identity') return undefined;
  if (await isCoded(file, coding).catch(() => false)) return { path: chosen.path, file, coding };
  await file.handle.close();
  return undefined;
}

/** A build that was cut short, or a file that only has such a name: no browser could decode it, and the original is there. */
async function isCoded({ handle }: OpenFile, coding: ContentCoding): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), { position: 0 });
  return beginsAs(coding, buffer.subarray(0, bytesRead));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const isHtml = (mediaType: string): boolean => /^text\/html\b/i.test(mediaType);

function representationOf(located: LocatedFile, file: OpenFile, mediaType: string, choice: Choice): Representation {
  return {
    path: located.path,
    realPath: located.realPath,
    file,
    mediaType,
    lastModifiedMs: Math.min(Number(file.stat.mtimeMs), Date.now()), // never later than Date (RFC 9110 §8.8.2.1)
    length: Number(file.stat.size),
    ...choice,
  };
}
