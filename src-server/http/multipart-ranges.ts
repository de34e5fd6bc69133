import type { ByteRange } from './range.ts';

export interface MultipartRanges {
  readonly contentType: string;
  /** Exact length of the content in bytes: all heads, all ranges and the tail. */
  readonly contentLength: number;
  /** Write `head`, then the bytes `start`–`end` (inclusive) of the representation, for each part. */
  readonly parts: readonly { readonly head: string; readonly start: number; readonly end: number }[];
  readonly tail: string;
}

export interface MultipartRangesInput {
  readonly ranges: readonly ByteRange[];
  readonly completeLength: number;
  /** Of the representation; each part repeats it (RFC 9110 §14.6), and the response itself must not. */
  readonly mediaType: string;
  /** A token that does not occur in the content: take random characters. At most 70 (RFC 2046 §5.1.1). */
  readonly boundary: string;
}

/** The frame of a `multipart/byteranges` response (RFC 9110 §14.6). All framing is ASCII, so characters are bytes. */
export function multipartRanges(input: MultipartRangesInput): MultipartRanges {
  const { ranges, completeLength, mediaType, boundary } = input;
  const parts = ranges.map(({ start, end }, i) => ({
    // The CRLF before a delimiter belongs to the delimiter (RFC 2046 §5.1.1); the first one needs none
    head:
      `${i === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${mediaType}\r\n` +
      `Content-Range: bytes ${start}-${end}/${completeLength}\r\n\r\n`,
    start,
    end,
  }));
  const tail = `\r\n--${boundary}--\r\n`;
  const contentLength = parts.reduce((sum, { head, start, end }) => sum + head.length + end - start + 1, tail.length);
  return { contentType: `multipart/byteranges; boundary=${boundary}`, contentLength, parts, tail };
}
