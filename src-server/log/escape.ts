import { escapeControls } from '../http/escape.ts';

/** Control characters as `\xNN` and the backslash doubled, as Python 3.12 does: a request can never start a line of its own. */
export function escapeText(text: string): string {
  return escapeControls(text, { backslash: true });
}

/** The same for a field that stands between quotes. */
export function escapeQuoted(text: string): string {
  return escapeText(text).replaceAll('"', '\\"');
}

/** The same for a field that stands between blanks: it has none of its own, of whatever kind. */
export function escapeWord(text: string): string {
  return escapeQuoted(text).replace(/\s/g, (blank) => {
    const code = blank.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code}`;
  });
}
