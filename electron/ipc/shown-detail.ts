import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import type { BodyPreview, ExchangeDetail } from '../../src-server/log/detail.ts';
import type { ShownBody, ShownDetail } from './contract.ts';

/** A preview of a few kilobytes that decodes to more than this is no preview. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The detail as the page shows it: content as it was before a content coding, as far as the preview reaches. */
export function shownDetail({ requestBody, responseBody, ...rest }: ExchangeDetail): ShownDetail {
  return {
    ...rest,
    ...(requestBody ? { requestBody: shownBody(requestBody) } : {}),
    ...(responseBody ? { responseBody: shownBody(responseBody) } : {}),
  };
}

function shownBody({ mediaType, contentCoding, bytes, totalBytes }: BodyPreview): ShownBody {
  const cut = bytes.length < totalBytes;
  if (contentCoding === undefined) return { mediaType, bytes, totalBytes, cut };
  const decoded = decode(contentCoding, bytes);
  return decoded
    ? { mediaType, bytes: new Uint8Array(decoded), totalBytes, cut }
    : { mediaType, bytes, totalBytes, cut, stillCoded: contentCoding };
}

/** Also of content that was cut off: what came before is as good. */
function decode(coding: string, bytes: Uint8Array): Buffer | undefined {
  const limit = { maxOutputLength: MOST_BYTES };
  try {
    if (coding === 'br') {
      return brotliDecompressSync(bytes, { ...limit, finishFlush: constants.BROTLI_OPERATION_FLUSH });
    }
    if (coding === 'gzip' || coding === 'x-gzip') {
      return gunzipSync(bytes, { ...limit, finishFlush: constants.Z_SYNC_FLUSH });
    }
    if (coding === 'deflate') return inflateSync(bytes, { ...limit, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // not what it says, or more than fits: it is shown as it is
  }
  return undefined;
}
