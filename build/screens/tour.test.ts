import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../project.ts';

const DOCS = join(ROOT, 'docs');
const picturesIn = (text: string) => [...text.matchAll(/!\[(.+?)\]\((.+?)\)/g)].map(([, , path = '']) => path);

test('every picture of the README and of the tour is there', () => {
  const readme = picturesIn(readFileSync(join(ROOT, 'README.md'), 'utf8')).map((path) => join(ROOT, path));
  const tour = picturesIn(readFileSync(join(DOCS, 'tour.md'), 'utf8')).map((path) => join(DOCS, path));
  expect([...readme, ...tour].filter((path) => !existsSync(path))).toEqual([]);
  expect(readme.length).toBeGreaterThan(0);
});

test('the tour has ten steps, each with a picture', () => {
  const [, ...steps] = readFileSync(join(DOCS, 'tour.md'), 'utf8').split(/^## \d+\. /m);
  expect(steps.map((step) => picturesIn(step).length)).toEqual(Array.from({ length: 10 }, () => 1));
});
