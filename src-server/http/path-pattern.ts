import { encodePathSegment } from './escape.ts';

export interface PathPattern {
  /** What the placeholders stand for in a decoded path: `:x` under "x", the first `*` under "*", then "*2", "*3" … */
  match(path: string): Record<string, string> | undefined;
  /** Puts the values, percent-encoded, where `to` has the same placeholders. `to` may be a whole URL. */
  fill(to: string, params: Readonly<Record<string, string>>): string;
}

/** A name starts with a letter, so that "https://host:8080/" has none. */
const PLACEHOLDER = /:([A-Za-z]\w*)|\*/g;

interface Placeholder {
  readonly key: string;
  /** `:x` stands for at least one character, `*` may stand for none. */
  readonly least: 0 | 1;
}

/** Fixed texts and placeholders alternate: literals[0] placeholders[0] literals[1] … */
interface SegmentPattern {
  readonly literals: readonly string[];
  readonly placeholders: readonly Placeholder[];
}

/**
 * A path with placeholders. `:x` and `*` stay within one segment, but a `*` at the very end takes the rest of the path:
 * "/old/*" is meant for the whole folder.
 */
export function compilePathPattern(from: string): PathPattern {
  const patterns = compileSegments(from);
  const takesRest = from.endsWith('*');
  return {
    match(path) {
      const segments = path.split('/');
      const { length } = patterns;
      if (takesRest && segments.length > length) segments.push(segments.splice(length - 1).join('/'));
      if (segments.length !== length) return undefined;
      const params: Record<string, string> = {};
      return patterns.every((pattern, i) => matchSegment(pattern, segments[i] ?? '', params)) ? params : undefined;
    },
    fill,
  };
}

function compileSegments(from: string): SegmentPattern[] {
  let stars = 0;
  return from.split('/').map((segment) => {
    const literals: string[] = [];
    const placeholders: Placeholder[] = [];
    let end = 0;
    for (const found of segment.matchAll(PLACEHOLDER)) {
      literals.push(segment.slice(end, found.index));
      placeholders.push(found[1] ? { key: found[1], least: 1 } : { key: starKey(++stars), least: 0 });
      end = found.index + found[0].length;
    }
    return { literals: [...literals, segment.slice(end)], placeholders };
  });
}

const starKey = (count: number): string => (count === 1 ? '*' : `*${count}`);

/** Each placeholder takes the shortest text up to the next literal, the last one what remains: no backtracking needed. */
function matchSegment(
  { literals, placeholders }: SegmentPattern,
  text: string,
  params: Record<string, string>,
): boolean {
  const [first = ''] = literals;
  if (placeholders.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const [i, { key, least }] of placeholders.entries()) {
    const next = literals[i + 1] ?? '';
    const isLast = i === placeholders.length - 1;
    const end = isLast ? text.length - next.length : text.indexOf(next, position + least);
    if (end < position + least || (isLast && !text.endsWith(next))) return false;
    const value = text.slice(position, end);
    if (!isLast && value.includes('/')) return false; // only the last one may be the rest of the path
    params[key] = value;
    position = end + next.length;
  }
  return true;
}

function fill(to: string, params: Readonly<Record<string, string>>): string {
  let stars = 0;
  const filled = to.replace(PLACEHOLDER, (placeholder, name: string | undefined) => {
    const key = name ?? starKey(++stars);
    const value = Object.hasOwn(params, key) ? params[key] : undefined;
    return value === undefined ? placeholder : value.split('/').map(encodePathSegment).join('/');
  });
  // A value may start with "/" ("/go/%2Fevil.example"): it must not turn a path into another host
  return to.startsWith('//') ? filled : filled.replace(/^\/{2,}/, '/');
}
