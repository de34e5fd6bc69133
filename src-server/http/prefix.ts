/** The segments of a path prefix such as "/api/v1"; "/" has none. */
export const prefixSegments = (at: string): string[] => at.split('/').filter((segment) => segment !== '');

/** What is below the prefix `at`, segment by segment ("/apis" is not below "/api"); undefined if the path is not. */
export function segmentsBelow(at: string, segments: readonly string[]): readonly string[] | undefined {
  const prefix = prefixSegments(at);
  return prefix.every((segment, index) => segments[index] === segment) ? segments.slice(prefix.length) : undefined;
}
