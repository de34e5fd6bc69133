import { expect, test } from 'vitest';
import { withRecent } from './recent-folders.ts';

test('the newest comes first, each once, and no more than eight', () => {
  expect(withRecent(['/a', '/b'], ['/c', '/a'])).toEqual(['/a', '/c', '/b']);
  expect(
    withRecent(
      [],
      Array.from({ length: 20 }, (_, i) => `/${i}`),
    ),
  ).toHaveLength(8);
});
