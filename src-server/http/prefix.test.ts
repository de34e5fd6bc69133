import { expect, test } from 'vitest';
import { prefixSegments, segmentsBelow } from './prefix.ts';

test.each([
  ['/', ['a'], ['a']],
  ['/', [], []],
  ['/api', ['api'], []],
  ['/api/', ['api', 'x'], ['x']],
  ['/api/v1', ['api', 'v1', 'x', 'y'], ['x', 'y']],
  ['/api', ['apis'], undefined],
  ['/api/v1', ['api'], undefined],
  ['/api', ['API', 'x'], undefined],
])('below %s of %j is %j', (at, segments, expected) => {
  expect(segmentsBelow(at, segments)).toEqual(expected);
});

test('slashes at the ends and doubled ones make no segments', () => {
  expect(prefixSegments('//a//b/')).toEqual(['a', 'b']);
});
