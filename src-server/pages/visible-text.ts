import { escapeControls } from '../http/escape.ts';

/** Marks that turn the reading direction, and the two separators that break lines. */
const DIRECTION = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const EVERY_DIRECTION = new RegExp(DIRECTION, 'g');

/**
 * A name as people may safely read it: control characters as `\xNN`, direction marks as `\uNNNN`, because with them
 * `exe.gpj` can be made to look like `jpg.exe`.
 */
export function visibleText(name: string): string {
  const text = escapeControls(name);
  if (!DIRECTION.test(text)) return text;
  return text.replace(EVERY_DIRECTION, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
