import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nearMiss, nearTarget } from './near-miss.ts';

const folder = mkdtempSync(join(tmpdir(), 'portico-near-'));
for (const name of ['About.html', 'caf\u00e9.txt', 'photo.jpeg', '.env']) writeFileSync(join(folder, name), '');
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['about.html', { name: 'About.html', differs: 'case' }],
  ['cafe\u0301.txt', { name: 'caf\u00e9.txt', differs: 'unicode' }],
  ['photo.jpg', { name: 'photo.jpeg', differs: 'extension' }],
  ['About', { name: 'About.html', differs: 'extension' }],
  ['.ENV', undefined],
  ['nothing', undefined],
])('%s', async (name, expected) => {
  expect(await nearMiss(join(folder, name))).toEqual(expected);
});

test('a folder that is not there has nothing near', async () => {
  expect(await nearMiss(join(folder, 'no', 'x'))).toBeUndefined();
});

test.each([
  ['/about.html?ref=nav', 'about.html', 'About.html', '/About.html?ref=nav'],
  ['/docs/caf%65.txt', 'cafe.txt', 'café 1.txt', '/docs/caf%C3%A9%201.txt'],
  ['/about.html/', 'about.html', 'About.html', '/About.html'],
  ['/docs/', 'index.html', 'Index.html', '/docs/Index.html'],
  ['/', 'index.html', 'index.htm', '/index.htm'],
])('%s without %s leads to %s at %s', (target, absent, name, expected) => {
  expect(nearTarget(target, join('/srv/site', absent), name)).toBe(expected);
});
