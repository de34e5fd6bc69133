import type { ShownBody } from '../../../electron/ipc/contract.ts';

export type BodyContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly entries: readonly (readonly [string, string])[] }
  | { readonly kind: 'image' }
  | { readonly kind: 'text' | 'bytes'; readonly text: string };

const HEX_BYTES = 512;
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;

/** How a body is best looked at. A preview that was cut is JSON or an image no more. */
export function bodyContent({ mediaType: field, bytes, cut, stillCoded }: ShownBody): BodyContent {
  const mediaType = field.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (bytes.length === 0) return { kind: 'empty' };
  if (stillCoded !== undefined) return { kind: 'bytes', text: hexDump(bytes) };
  if (IMAGES.test(mediaType) && !cut) return { kind: 'image' };
  const text = asText(bytes, cut);
  if (text === undefined) return { kind: 'bytes', text: hexDump(bytes) };
  if (/[/+]json$/.test(mediaType)) return asJson(text);
  if (mediaType === 'application/x-www-form-urlencoded')
    return { kind: 'form', entries: [...new URLSearchParams(text)] };
  return { kind: 'text', text };
}

function asJson(text: string): BodyContent {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', text };
  }
}

/** Undefined for what is no UTF-8 text. A preview may end inside a character. */
function asText(bytes: Uint8Array, cut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}

export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(bytes.length, HEX_BYTES); offset += 16) {
    const row = [...bytes.subarray(offset, offset + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
