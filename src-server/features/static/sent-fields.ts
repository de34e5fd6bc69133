/** Helpers for heads in the form that `writeHead` takes: name, value, name, value … */

/** Fields that describe content, which a 304 has none of (RFC 9110 §15.4.5). In lower case. */
export const CONTENT_FIELDS = ['content-type', 'content-length', 'content-encoding', 'last-modified', 'accept-ranges'];

/** @param name in lower case */
export function fieldOf(flat: readonly string[], name: string): string | undefined {
  for (let i = 0; i < flat.length; i += 2) if (flat[i]?.toLowerCase() === name) return flat[i + 1];
  return undefined;
}

/** @param names in lower case */
export function withoutFields(flat: readonly string[], names: readonly string[]): string[] {
  return flat.filter((_, i) => !names.includes((flat[i - (i % 2)] ?? '').toLowerCase()));
}
