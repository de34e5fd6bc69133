import { expect, test } from 'vitest';
import { numberedName } from './place-file.ts';

test.each([
  ['photo.jpg', 1, 'photo (1).jpg'],
  ['archive.tar.gz', 2, 'archive.tar (2).gz'],
  ['README', 3, 'README (3)'],
  [`${'x'.repeat(251)}.txt`, 10, `${'x'.repeat(246)} (10).txt`],
  ['😀'.repeat(63), 1, `${'😀'.repeat(62)} (1)`],
])('%s with number %i is %s', (name, number, expected) => {
  expect(numberedName(name, number)).toBe(expected);
});
