import { expect, test } from 'vitest';
import { shownRecent, withRecent } from './recent-folders.ts';

test('the newest comes first, each once, and no more than eight', () => {
  expect(withRecent(['/a', '/b'], ['/c', '/a'])).toEqual(['/a', '/c', '/b']);
  expect(
    withRecent(
      [],
      Array.from({ length: 20 }, (_, i) => `/${i}`),
    ),
  ).toHaveLength(8);
});

test('the page gets them with their names, and the home folder short', () => {
  expect(shownRecent(['/home/ada/atlas'], '/home/ada')).toEqual([
    { path: '/home/ada/atlas', shownPath: '~/atlas', name: 'atlas' },
  ]);
});
