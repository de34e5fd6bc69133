export type FileNameProblem =
  | 'device-name'
  | 'stream'
  | 'short-name'
  | 'separator'
  | 'control'
  | 'trailing'
  | 'empty'
  | undefined;

/**
 * Windows opens a device for these names in any folder, whatever extension, blanks or dots follow (CVE-2025-27210,
 * CVE-2023-45284 for the superscript digits). Refused everywhere: a folder may be a share or move to Windows later.
 */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:[.:].*)?$/is;

/**
 * The 8.3 alias Windows keeps for a long name: it would pass a rule written for the long one. Blanks and the other marks
 * that aliases never have make a name of its own.
 */
const SHORT_NAME = /^(?=[^.]{1,8}(?:\.|$))[^.~ +,;=[\]]*~\d+(?:\.[^.]{0,3})?$/s;

/** Longest name of ext4, APFS and NTFS that fits all three: 255 bytes of UTF-8. */
const MAX_BYTES = 255;

/** A longer "extension" is the end of a sentence, not a type. */
const MAX_EXTENSION_BYTES = 32;

/**
 * Controls and line separators; lone surrogates, which no UTF-8 can hold; marks that turn the display order round, so
 * that "gpj.exe" would be shown as "exe.jpg".
 */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What forbids to look for this name on disk: the last check before a decoded segment is joined to a folder. What is only
 * unusual (a line break or "12:30.txt" on Linux) passes there, since the listing shows such files.
 * @param segment one decoded path segment
 */
export function fileNameProblem(segment: string, platform: NodeJS.Platform = process.platform): FileNameProblem {
  if (segment === '') return 'empty';
  const onWindows = platform === 'win32';
  if (segment.includes('/') || (onWindows && segment.includes('\\'))) return 'separator';
  if (onWindows ? hasC0Control(segment) : segment.includes('\0')) return 'control';
  if (segment === '.' || segment === '..') return 'trailing';
  if (DEVICE_NAME.test(segment)) return 'device-name';
  // ":$DATA" and ":$INDEX_ALLOCATION" are the file itself by another name (CVE-2010-2263, CVE-2011-4963)
  if (segment.includes(':$') || (onWindows && segment.includes(':'))) return 'stream';
  if (segment.includes('~') && SHORT_NAME.test(segment)) return 'short-name';
  // Windows drops them, so "secret.txt." would open "secret.txt" past any rule for its name
  if (onWindows && /[. ]$/.test(segment)) return 'trailing';
  return undefined;
}

function hasC0Control(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}

/**
 * The name under which an uploaded file is kept, or `undefined` when nothing usable is left. Every result is a plain,
 * visible name that `fileNameProblem` accepts; a result given again comes back unchanged.
 * @param name as the client sent it; old browsers send a whole path (RFC 7578 §4.2)
 */
export function safeUploadName(name: string, platform: NodeJS.Platform = process.platform): string | undefined {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const visible = base.replace(UNWANTED, '').normalize('NFC');
  // ":" would open a stream on Windows, and ":$" is refused everywhere; the others cannot be in a Windows name at all
  const portable = platform === 'win32' ? visible.replace(/[<>:"|?*]/g, '_') : visible.replace(/:(?=\$)/g, '_');
  const trimmed = trimEnds(portable);
  return trimmed === '' ? undefined : shorten(withoutReservedForm(trimmed, platform));
}

function withoutReservedForm(name: string, platform: NodeJS.Platform): string {
  const ordinary = fileNameProblem(name, platform) === 'device-name' ? `_${name}` : name;
  return fileNameProblem(ordinary, platform) === 'short-name' ? ordinary.replaceAll('~', '-') : ordinary;
}

/** A leading dot hides a file, or configures a server (.htaccess); trailing dots and blanks vanish on Windows. */
function trimEnds(name: string): string {
  return name.replace(/^[.\s]+/, '').replace(/(?<![.\s])[.\s]+$/, '');
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= MAX_EXTENSION_BYTES;
  const extension = hasExtension ? name.slice(dot) : '';
  let stem = '';
  let bytes = Buffer.byteLength(extension);
  for (const character of hasExtension ? name.slice(0, dot) : name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    stem += character;
  }
  return trimEnds(stem) + extension;
}
