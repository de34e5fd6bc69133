const CONTROL = /[\x00-\x1f\x7f-\x9f\\]/g;

/** Control characters as `\xNN` and the backslash doubled, as Python 3.12 does: a request can never start a line of its own. */
export function escapeControls(text: string): string {
  return text.replace(CONTROL, (character) =>
    character === '\\' ? '\\\\' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The same for a field that stands between quotes. */
export function escapeQuoted(text: string): string {
  return escapeControls(text).replaceAll('"', '\\"');
}
