import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatHttpDate } from './http-date.ts';
import { evaluatePreconditions, ifRangeAllows } from './preconditions.ts';

const MODIFIED_MS = Date.UTC(2024, 0, 1, 12, 0, 0, 750);
const validators = { entityTag: '"a"', lastModifiedMs: MODIFIED_MS };
const earlier = formatHttpDate(MODIFIED_MS - 1000);
const same = formatHttpDate(MODIFIED_MS);
const later = formatHttpDate(MODIFIED_MS + 1000);

describe.each([
  ['GET', 'not-modified'],
  ['HEAD', 'not-modified'],
  ['PUT', 'failed'],
  ['DELETE', 'failed'],
])('%s', (method, unmodified) => {
  test.each([
    [{}, 'proceed'],
    [{ ifMatch: '"a"' }, 'proceed'],
    [{ ifMatch: '"x", "a"' }, 'proceed'],
    [{ ifMatch: '*' }, 'proceed'],
    [{ ifMatch: '"x"' }, 'failed'],
    [{ ifMatch: 'W/"a"' }, 'failed'],
    [{ ifMatch: '' }, 'failed'],
    [{ ifNoneMatch: '"a"' }, unmodified],
    [{ ifNoneMatch: 'W/"a"' }, unmodified],
    [{ ifNoneMatch: '"x",W/"a"' }, unmodified],
    [{ ifNoneMatch: '*' }, unmodified],
    [{ ifNoneMatch: '"x"' }, 'proceed'],
    [{ ifNoneMatch: 'a' }, 'proceed'],
    [{ ifUnmodifiedSince: earlier }, 'failed'],
    [{ ifUnmodifiedSince: same }, 'proceed'],
    [{ ifUnmodifiedSince: later }, 'proceed'],
    [{ ifUnmodifiedSince: 'yesterday' }, 'proceed'],
    [{ ifModifiedSince: earlier }, 'proceed'],
    [{ ifModifiedSince: '2024' }, 'proceed'],
    // precedence
    [{ ifMatch: '"a"', ifUnmodifiedSince: earlier }, 'proceed'],
    [{ ifNoneMatch: '"x"', ifModifiedSince: later }, 'proceed'],
    [{ ifMatch: '"a"', ifNoneMatch: '"a"' }, unmodified],
    [{ ifMatch: '"x"', ifNoneMatch: '"a"' }, 'failed'],
    [{ ifUnmodifiedSince: same, ifNoneMatch: '"a"' }, unmodified],
  ])('%j', (fields, expected) => {
    expect(evaluatePreconditions(method, fields, validators)).toBe(expected);
  });

  test('a target without representation fails If-Match and passes If-None-Match', () => {
    expect(evaluatePreconditions(method, { ifMatch: '*' }, undefined)).toBe('failed');
    expect(evaluatePreconditions(method, { ifMatch: '"a"' }, undefined)).toBe('failed');
    expect(evaluatePreconditions(method, { ifNoneMatch: '*' }, undefined)).toBe('proceed');
    expect(evaluatePreconditions(method, { ifUnmodifiedSince: earlier }, undefined)).toBe('proceed');
  });
});

test('If-Modified-Since is for GET and HEAD only, to the second', () => {
  expect(evaluatePreconditions('GET', { ifModifiedSince: same }, validators)).toBe('not-modified');
  expect(evaluatePreconditions('HEAD', { ifModifiedSince: later }, validators)).toBe('not-modified');
  expect(evaluatePreconditions('POST', { ifModifiedSince: later }, validators)).toBe('proceed');
  expect(evaluatePreconditions('GET', { ifModifiedSince: later }, { entityTag: '"a"' })).toBe('proceed');
});

test.each([
  [undefined, true],
  ['"a"', true],
  ['W/"a"', false],
  ['"b"', false],
  ['"a", "a"', false],
  ['"', false],
  ['', false],
  ['*', false],
  [same, true],
  [earlier, false],
  [later, false], // an exact match is asked for, not "not later"
])('If-Range: %s allows a range: %s', (field, expected) => {
  expect(ifRangeAllows(field, validators, MODIFIED_MS + 60_000)).toBe(expected);
});

test('If-Range with a date is refused while the second of the last write is not over', () => {
  expect(ifRangeAllows(same, validators, MODIFIED_MS + 200)).toBe(false);
  expect(ifRangeAllows(same, validators, MODIFIED_MS + 250)).toBe(true);
});

test('If-Range never passes without the validator it names, or against a weak tag', () => {
  expect(ifRangeAllows('"a"', { lastModifiedMs: 0 }, MODIFIED_MS)).toBe(false);
  expect(ifRangeAllows(same, { entityTag: '"a"' }, MODIFIED_MS)).toBe(false);
  expect(ifRangeAllows('W/"a"', { entityTag: 'W/"a"' }, MODIFIED_MS)).toBe(false);
});

test('the result follows the flow chart of RFC 9110 §13.2.2 for any combination', () => {
  const tag = fc.constantFrom(undefined, '*', '"a"', '"x"', 'W/"a"', '"x", "a"', '');
  const date = fc.constantFrom(undefined, earlier, same, later, 'never');
  const fields = fc.record({ ifMatch: tag, ifNoneMatch: tag, ifModifiedSince: date, ifUnmodifiedSince: date });
  const current = fc.constantFrom(undefined, validators, { entityTag: '"a"' }, { lastModifiedMs: MODIFIED_MS }, {});
  const newer = new Map([
    [earlier, true],
    [same, false],
    [later, false],
  ]);
  fc.assert(
    fc.property(fc.constantFrom('GET', 'HEAD', 'PUT'), fields, current, (method, f, v) => {
      const has = v as { entityTag?: string; lastModifiedMs?: number } | undefined;
      const listed = (field: string, exact: boolean) =>
        has !== undefined &&
        (field === '*' || (has.entityTag !== undefined && (exact ? /(^|[^/])"a"/ : /"a"/).test(field)));
      const modified = (field: string | undefined) =>
        has?.lastModifiedMs === undefined ? undefined : newer.get(field ?? '');
      const read = method !== 'PUT';
      const expected = (): string => {
        if (f.ifMatch !== undefined ? !listed(f.ifMatch, true) : modified(f.ifUnmodifiedSince)) return 'failed';
        if (f.ifNoneMatch !== undefined) {
          return listed(f.ifNoneMatch, false) ? (read ? 'not-modified' : 'failed') : 'proceed';
        }
        return read && modified(f.ifModifiedSince) === false ? 'not-modified' : 'proceed';
      };
      const result = evaluatePreconditions(method, f, v);
      if (result !== expected()) throw new Error(`${result} instead of ${expected()}`);
    }),
    { numRuns: 100_000 },
  );
});
