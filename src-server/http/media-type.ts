import { lookup } from 'mime-types';

const UNKNOWN = 'application/octet-stream';

/**
 * Where `mime-types` has nothing or not what browsers need. It is right about `.ts` for us: HLS segments (video/mp2t)
 * must play, while TypeScript is never run by a browser as it is.
 */
const OWN_TYPES: ReadonlyMap<string, string> = new Map([
  ['cjs', 'text/javascript'], // application/node is refused as a script (nosniff)
  ['diff', 'text/x-diff'],
  ['flac', 'audio/flac'], // RFC 9639 §11.2
  ['jsonc', 'application/json'],
  ['jsonl', 'application/x-ndjson'],
  ['ndjson', 'application/x-ndjson'],
  ['patch', 'text/x-diff'],
  ['py', 'text/x-python'],
  ['rs', 'text/plain'], // Rust; mime-types means a forgotten XML format
  ['tgz', 'application/gzip'],
  ['zst', 'application/zstd'], // RFC 8878 §7.1
]);

/** Types that are text although their top-level type does not say so. */
const TEXTUAL = new Set([
  'application/ecmascript',
  'application/graphql',
  'application/javascript',
  'application/json',
  'application/json5',
  'application/sql',
  'application/toml',
  'application/x-httpd-php',
  'application/x-javascript',
  'application/x-ndjson',
  'application/x-sh',
  'application/x-tex',
  'application/xml',
  'application/xml-dtd',
  'application/yaml',
]);

/** Formats that are not compressed inside: binary, or text that carries no charset parameter. */
const COMPRESSIBLE = new Set([
  'application/rtf',
  'application/vnd.apple.mpegurl',
  'application/vnd.ms-fontobject',
  'application/wasm',
  'application/x-subrip',
  'application/x-tar',
  'font/collection',
  'font/otf',
  'font/ttf',
  'image/bmp',
  'image/vnd.microsoft.icon',
  'image/x-icon',
  'image/x-ms-bmp',
  'model/obj',
]);

/** Full values by extension. Filled only with extensions that are known, so no client can make it grow. */
const known = new Map<string, string>();

/**
 * The media type a file name stands for, text types with `charset=utf-8`. From our own table only: what the operating
 * system thinks differs from computer to computer (a Windows registry entry can turn `.js` into text/plain).
 * @param overrides by extension with its dot; ".d.ts" wins over ".ts"; a value without charset gets one if it is text
 */
export function mediaTypeOf(fileName: string, overrides?: Readonly<Record<string, string>>): string {
  const lower = fileName.toLowerCase();
  const overridden = overrides && findOverride(lower, overrides);
  if (overridden !== undefined) return withCharset(overridden);
  const dot = lower.lastIndexOf('.');
  if (dot === -1) return UNKNOWN;
  const extension = lower.slice(dot + 1);
  const cached = known.get(extension);
  if (cached !== undefined) return cached;
  const mediaType = OWN_TYPES.get(extension) ?? lookup(`.${extension}`);
  if (!mediaType) return UNKNOWN;
  const value = withCharset(mediaType);
  known.set(extension, value);
  return value;
}

function findOverride(name: string, overrides: Readonly<Record<string, string>>): string | undefined {
  let longest = '';
  for (const extension of Object.keys(overrides)) {
    if (extension.length > longest.length && name.endsWith(extension.toLowerCase())) longest = extension;
  }
  return overrides[longest];
}

const withCharset = (mediaType: string): string =>
  isTextual(mediaType) && !/;\s*charset=/i.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;

/** Whether the content is text, whatever parameters the value has. SVG and every other `+xml` or `+json` type are. */
export function isTextual(mediaType: string): boolean {
  const essence = essenceOf(mediaType);
  return essence.startsWith('text/') || TEXTUAL.has(essence) || /\+(?:xml|json|yaml)$/.test(essence);
}

/** Whether a content coding makes such content notably smaller, and may be applied at all. */
export function isCompressible(mediaType: string): boolean {
  const essence = essenceOf(mediaType);
  if (essence === 'text/event-stream') return false; // a compressor would hold events back
  return isTextual(essence) || COMPRESSIBLE.has(essence);
}

/** Type and subtype in lower case, without parameters (RFC 9110 §8.3.1). */
function essenceOf(mediaType: string): string {
  const semicolon = mediaType.indexOf(';');
  return (semicolon === -1 ? mediaType : mediaType.slice(0, semicolon)).trim().toLowerCase();
}
