import { parseJson } from '../../http/parse-json.ts';
import { collectNameValues, type NameValues } from './name-values.ts';
import { type FormFile, parseMultipart } from './parse-multipart.ts';

export interface ParsedContent {
  /** Text where it is text, else its bytes in base64. */
  readonly body: string | { readonly base64: string };
  readonly form: NameValues;
  readonly json: unknown;
  readonly jsonError?: string;
  readonly files: readonly FormFile[];
}

/** Reads content by its media type. @throws HttpError 400 for a malformed multipart form */
export async function parseContent(content: Buffer, contentType: string | undefined): Promise<ParsedContent> {
  const mediaType = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const body = decodeText(content, contentType) ?? { base64: content.toString('base64') };
  const plain: ParsedContent = { body, form: {}, json: null, files: [] };
  if (mediaType === 'multipart/form-data') return { ...plain, ...(await parseMultipart(content, contentType ?? '')) };
  if (mediaType === 'application/x-www-form-urlencoded' && typeof body === 'string') {
    return { ...plain, form: collectNameValues(new URLSearchParams(body)) };
  }
  if (!/^application\/(?:.+\+)?json$/.test(mediaType) || content.byteLength === 0) return plain;
  const parsed = typeof body === 'string' ? parseJson(body) : { ok: false as const, problem: 'not UTF-8 text' };
  return parsed.ok ? { ...plain, json: parsed.value } : { ...plain, jsonError: parsed.problem };
}

/** Undefined for what is not text in the charset it claims, or holds NUL: that is shown as bytes. */
function decodeText(content: Buffer, contentType: string | undefined): string | undefined {
  const charset = /;\s*charset="?([\w:.-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    const text = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
