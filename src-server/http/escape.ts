const HTML_SPECIAL = /[&<>"']/g;
const HTML_ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attribute values in either kind of quotes. */
export function escapeHtml(text: string): string {
  return text.search(HTML_SPECIAL) === -1 ? text : text.replace(HTML_SPECIAL, (c) => HTML_ENTITY[c] ?? c);
}

/**
 * One path segment of a URL (RFC 3986 §3.3). More is encoded than pchar asks for: ":" would make "a:b" a scheme in a
 * relative link, and some clients read "+" as a blank. A lone surrogate becomes U+FFFD, as in any UTF-8 encoder.
 */
export function encodePathSegment(segment: string): string {
  if (/^[\w.~-]*$/.test(segment)) return segment;
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
}

const CONTROL = /\p{Cc}/gu; // C0, DEL and C1: a terminal acts on all of them
const CONTROL_OR_BACKSLASH = /[\p{Cc}\\]/gu;

/**
 * Control characters as `\xNN`, so that a log line stays one line and a terminal is never driven by a client.
 * @param options.backslash double backslashes too, as Python's log does: then the escapes can be told from the text
 */
export function escapeControls(text: string, options: { readonly backslash?: boolean } = {}): string {
  const pattern = options.backslash ? CONTROL_OR_BACKSLASH : CONTROL;
  if (text.search(pattern) === -1) return text;
  return text.replace(pattern, (c) => (c === '\\' ? '\\\\' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`));
}
