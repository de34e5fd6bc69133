import { HttpError } from '../../errors.ts';
import { readWhole } from '../../files/send-file.ts';
import type { CodedCache } from '../compression/coded-cache.ts';
import { canCompress } from '../compression/live-compressors.ts';
import { fileTag, type HtmlTransform, type Representation } from './representation.ts';

/** Bodies up to this size are read whole, compressed whole, and kept in the hot cache. */
const MEMORY_BYTES = 1024 * 1024;

/** Where the bytes of an answer come from. */
export type Content =
  | { readonly kind: 'memory'; readonly body: Buffer; readonly coding: string | undefined; readonly entityTag: string }
  | { readonly kind: 'file'; readonly coding: string | undefined; readonly entityTag: string }
  | { readonly kind: 'stream'; readonly coding: 'br' | 'zstd' | 'gzip'; readonly entityTag: string };

/**
 * Prepares the content before preconditions are evaluated: whether compression pays decides which representation it is.
 * @param wanted false for a range of a plain file: nothing needs to be read yet
 * @returns undefined if the file changed while it was read
 */
export async function loadContent(
  representation: Representation,
  coded: CodedCache,
  wanted: boolean,
): Promise<Content | undefined> {
  const { file, storedCoding, codeWith, transform } = representation;
  const plain = { kind: 'file', coding: storedCoding, entityTag: fileTag(file.stat, storedCoding) } as const;
  if (transform) return transformed(representation, transform, coded);
  if (!wanted || representation.length > MEMORY_BYTES) {
    if (!codeWith || !mayCompress(representation)) return plain;
    return { kind: 'stream', coding: codeWith, entityTag: fileTag(file.stat, codeWith) };
  }
  const body = await readWhole(file);
  if (!body) return undefined;
  return code(representation, body, coded, { kind: 'memory', body, coding: storedCoding, entityTag: plain.entityTag });
}

/** @throws HttpError 503 if only a coded form is acceptable and too many are being made */
function mayCompress({ mustCode }: Representation): boolean {
  if (canCompress()) return true;
  if (mustCode) throw new HttpError(503, 'Too many large files are being compressed.', { 'Retry-After': '5' });
  return false;
}

async function transformed(
  representation: Representation,
  transform: HtmlTransform,
  coded: CodedCache,
): Promise<Content | undefined> {
  const original = await readWhole(representation.file);
  if (!original) return undefined;
  const body = transform.apply(original);
  const entityTag = fileTag(representation.file.stat, transform.tag);
  return code(representation, body, coded, { kind: 'memory', body, coding: undefined, entityTag });
}

async function code(
  { file, path, codeWith, mustCode, transform }: Representation,
  body: Buffer,
  coded: CodedCache,
  identity: Content,
): Promise<Content> {
  if (!codeWith) return identity;
  const entityTag = fileTag(file.stat, transform?.tag, codeWith);
  const result = await coded.get(path, entityTag, codeWith, body);
  if (result.byteLength >= body.byteLength && !mustCode) return identity;
  return { kind: 'memory', body: result, coding: codeWith, entityTag };
}
