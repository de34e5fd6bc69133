import { trimOws } from './fields.ts';

/** A byte range; both offsets are inclusive and lie within the representation. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a `Range` field asks of a representation of known length. */
export type RangeResult =
  | { readonly kind: 'whole' } // absent, malformed, unknown unit, too many or overlapping ranges: the field is ignored
  | { readonly kind: 'partial'; readonly ranges: readonly ByteRange[] }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeResult = { kind: 'whole' };
const UNSATISFIABLE: RangeResult = { kind: 'unsatisfiable' };

/** RFC 9110 §14.2, §17.15: many small or overlapping ranges are an attack (CVE-2011-3192) or a broken client. */
const MAX_RANGES = 16;

/** RFC 9110 §14.1.1 int-range and suffix-range. */
const RANGE_SPEC = /^(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * RFC 9110 §14.1.2 byte ranges, in the order asked for. A server may ignore Range (§14.2), so anything odd is `whole`;
 * only a well-formed set that selects nothing is `unsatisfiable` (416, §15.5.17).
 * @param completeLength length of the selected representation, in bytes
 */
export function parseRange(field: string | undefined, completeLength: number): RangeResult {
  const specs = field === undefined ? undefined : splitRangeSet(field);
  if (!specs) return WHOLE;
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = select(spec, completeLength);
    if (range === 'invalid') return WHOLE; // one invalid member makes the whole specifier invalid
    if (range) ranges.push(range);
  }
  if (ranges.length === 0) return UNSATISFIABLE;
  return overlap(ranges) ? WHOLE : { kind: 'partial', ranges };
}

/** `bytes=` 1#range-spec; empty elements are ignored (§5.6.1.2), the unit's case does not matter (§14.1). */
function splitRangeSet(field: string): string[] | undefined {
  if (!/^bytes=/i.test(field)) return undefined;
  const elements = field.slice('bytes='.length).split(',');
  // OWS is part of the list separators only: "bytes= 0-1" is not in the grammar, "bytes= ,0-1" is
  if (/^[ \t]+\S/.test(elements[0] ?? '')) return undefined;
  const specs = elements.map(trimOws).filter((spec) => spec !== '');
  return specs.length > 0 && specs.length <= MAX_RANGES ? specs : undefined;
}

/** The bytes one range-spec selects; `undefined` when it is well-formed but not satisfiable. */
function select(spec: string, completeLength: number): ByteRange | 'invalid' | undefined {
  const match = RANGE_SPEC.exec(spec);
  if (!match) return 'invalid';
  const [, first, last = '', suffix] = match;
  const final = completeLength - 1;
  if (first === undefined) {
    const length = Math.min(Number(suffix), completeLength); // digits beyond 2^53 still compare rightly here
    if (length > 0) return { start: completeLength - length, end: final };
    // A suffix of an empty representation is satisfiable, but Content-Range cannot express it: send all of nothing
    return Number(suffix) > 0 ? 'invalid' : undefined;
  }
  if (last !== '' && isLess(last, first)) return 'invalid';
  const start = Number(first);
  if (start > final) return undefined;
  return { start, end: last === '' ? final : Math.min(Number(last), final) };
}

/** Compares decimal digits exactly: as numbers, 9007199254740993 and …992 would be equal. */
function isLess(a: string, b: string): boolean {
  const x = a.replace(/^0+/, '');
  const y = b.replace(/^0+/, '');
  return x.length === y.length ? x < y : x.length < y.length;
}

function overlap(ranges: readonly ByteRange[]): boolean {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  return sorted.some((range, i) => i > 0 && range.start <= (sorted[i - 1]?.end ?? -1));
}
