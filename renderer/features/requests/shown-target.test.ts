import { expect, test } from 'vitest';
import { shownTarget, wholeTarget } from './shown-target.ts';

test.each([
  ['/', { folder: '', name: '/', query: '' }],
  ['/about.html?ref=nav', { folder: '', name: '/about.html', query: '?ref=nav' }],
  ['/docs/guide/index.html', { folder: '/docs/guide', name: '/index.html', query: '' }],
  ['/docs/guide/', { folder: '/docs', name: '/guide/', query: '' }],
])('%s is cut at its last segment', (target, parts) => expect(shownTarget(target)).toEqual(parts));

test('escapes are decoded where they are valid', () => {
  expect(wholeTarget('/%E7%8F%A0%E6%B1%9F%20%ff')).toBe('/%E7%8F%A0%E6%B1%9F%20%ff');
  expect(wholeTarget('/%E7%8F%A0%E6%B1%9F/%ff')).toBe('/珠江/%ff');
});

test('control characters and marks that turn the text around are spelt out', () => {
  expect(wholeTarget('/a%0d%0ab')).toBe('/a\\x0d\\x0ab');
  expect(wholeTarget('/%E2%80%AEgpj.exe')).toBe('/\\u202egpj.exe');
});
