import { escapeControls } from '../http/escape.ts';

/** Control characters as `\xNN` and the backslash doubled, as Python 3.12 does: a request can never start a line of its own. */
export function escapeText(text: string): string {
  return escapeControls(text, { backslash: true });
}

/** The same for a field that stands between quotes. */
export function escapeQuoted(text: string): string {
  return escapeText(text).replaceAll('"', '\\"');
}
