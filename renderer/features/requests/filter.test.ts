import { expect, test } from 'vitest';
import { parseFilter, splitTerms } from './filter.ts';
import { record } from './test-record.ts';

const row = record({
  method: 'POST',
  target: '/api/v1/places?limit=20',
  status: 404,
  contentBytes: 12_800,
  durationMs: 250,
  client: '192.168.1.7',
  step: 'proxy',
  mediaType: 'application/json',
  userAgent: 'curl/8.5',
});

test.each([
  'status:404',
  'status:4xx',
  'status:400-410',
  'status:500,404',
  'path:/api',
  'path:"/api/v1"',
  'method:post',
  'client:192.168',
  'larger:10k',
  'larger:12.5kb',
  'smaller:1m',
  'slower:200ms',
  'slower:0.2s',
  'faster:1s',
  'type:json',
  'type:application/',
  'step:proxy',
  'agent:CURL',
  'places',
  'POST',
  '-status:200',
  '-path:/img',
  'status:4xx path:/api -type:image',
  'status:',
  '   ',
])('"%s" lets the row through', (text) => {
  const { matches, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  expect(matches?.(row) ?? true).toBe(true);
});

test.each([
  'status:405',
  '-status:4xx',
  'path:/img',
  'larger:1m',
  'slower:1s',
  'method:GET',
  'type:image',
  'nowhere',
  'places -limit',
])('"%s" keeps the row out', (text) => expect(parseFilter(text).matches?.(row)).toBe(false));

test('a cut connection is found by its word', () => {
  expect(parseFilter('status:cut').matches?.(record({ outcome: 'aborted' }))).toBe(true);
  expect(parseFilter('status:cut').matches?.(row)).toBe(false);
});

test('names are found as they are shown, and as they were sent', () => {
  const photo = record({ target: '/%E7%8F%A0%E6%B1%9F.heic' });
  expect(parseFilter('珠江').matches?.(photo)).toBe(true);
  expect(parseFilter('%E7%8F%A0').matches?.(photo)).toBe(true);
});

test.each([
  ['larger:huge', 'larger'],
  ['slower:fast', 'slower'],
  ['status:40', 'status'],
  ['-status:abc', 'status'],
])('"%s" is reported with the field that shows how', (term, field) => {
  expect(parseFilter(`path:/ ${term}`).problems).toEqual([{ term, field }]);
});

test('a wrong term does not hide what the others find', () => {
  expect(parseFilter('path:/api larger:huge').matches?.(row)).toBe(true);
});

test('an unknown field is a word like any other', () => {
  expect(parseFilter('http://x').problems).toEqual([]);
});

test('no filter wants every row', () => expect(parseFilter('').matches).toBeUndefined());

test('quotes keep spaces together, also while they are open', () => {
  expect(splitTerms('path:"/a b" "c d" e "f g')).toEqual(['path:"/a b"', '"c d"', 'e', '"f g']);
});
