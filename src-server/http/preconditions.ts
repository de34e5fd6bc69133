import { type EntityTag, parseEntityTags, strongMatch, weakMatch } from './entity-tag.ts';
import { parseHttpDate } from './http-date.ts';

export interface PreconditionFields {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
  readonly ifUnmodifiedSince?: string | undefined;
}

/** Validators of the selected representation. */
export interface Validators {
  readonly entityTag?: string | undefined;
  readonly lastModifiedMs?: number | undefined;
}

/** `not-modified` is answered 304, `failed` 412. */
export type PreconditionResult = 'proceed' | 'not-modified' | 'failed';

/**
 * Conditional requests in the order of RFC 9110 §13.2.2. Its last step, If-Range, is `ifRangeAllows`.
 * @param validators `undefined`: the target has no current representation
 */
export function evaluatePreconditions(
  method: string,
  fields: PreconditionFields,
  validators: Validators | undefined,
): PreconditionResult {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = fields;
  if (ifMatch !== undefined) {
    if (!matchesAny(ifMatch, validators, strongMatch)) return 'failed';
  } else if (isModifiedSince(ifUnmodifiedSince, validators) === true) return 'failed';

  const safe = method === 'GET' || method === 'HEAD';
  if (ifNoneMatch !== undefined) {
    if (matchesAny(ifNoneMatch, validators, weakMatch)) return safe ? 'not-modified' : 'failed';
  } else if (safe && isModifiedSince(ifModifiedSince, validators) === false) return 'not-modified';
  return 'proceed';
}

/** §13.1.1 and §13.1.2: `*` matches any current representation. */
function matchesAny(
  field: string,
  validators: Validators | undefined,
  matches: (tag: EntityTag, entityTag: string) => boolean,
): boolean {
  if (!validators) return false;
  const tags = parseEntityTags(field);
  if (tags === '*') return true;
  const { entityTag } = validators;
  return entityTag !== undefined && tags.some((tag) => matches(tag, entityTag));
}

/** `undefined` where §13.1.3 and §13.1.4 say to ignore the field: no such field, no valid date, no known modification. */
function isModifiedSince(field: string | undefined, validators: Validators | undefined): boolean | undefined {
  if (field === undefined || validators?.lastModifiedMs === undefined) return undefined;
  const sinceMs = parseHttpDate(field);
  return sinceMs === undefined ? undefined : toSecond(validators.lastModifiedMs) > sinceMs;
}

/**
 * RFC 9110 §13.1.5: whether a Range may be applied. Tags are compared strongly. A date must equal Last-Modified and be
 * a strong validator by §8.8.2.2: a file written in this very second may be written again within it.
 * @param dateMs the time of this response (its `Date`)
 */
export function ifRangeAllows(field: string | undefined, validators: Validators, dateMs: number): boolean {
  if (field === undefined) return true;
  const { entityTag, lastModifiedMs } = validators;
  if (field.includes('"')) {
    const tags = parseEntityTags(field);
    const [tag] = tags;
    return tags.length === 1 && typeof tag === 'object' && entityTag !== undefined && strongMatch(tag, entityTag);
  }
  if (lastModifiedMs === undefined) return false;
  const lastModified = toSecond(lastModifiedMs);
  return parseHttpDate(field) === lastModified && toSecond(dateMs) - lastModified >= 1000;
}

/** HTTP dates have whole seconds; Last-Modified is the second below. */
const toSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
