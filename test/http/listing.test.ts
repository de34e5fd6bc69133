import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listingCases } from './cases/pages.ts';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';
import { only } from './support/served.ts';

const onPosix = process.platform !== 'win32';
const NAMES = [
  'plain.txt',
  'with space.txt',
  '100%.txt',
  '%2e%2e',
  '#hash.txt',
  'a+b&c=d;e,f.txt',
  "it's.txt",
  '~tilde',
  '月 夜.txt',
  'e\u0301 decomposed',
  '\u00e9 composed',
  'ملف عربي.txt',
  '🏛️.txt',
  `${'n'.repeat(240)}.txt`,
  ...(onPosix
    ? [
        'back\\slash.txt',
        'a:b.txt',
        'javascript:alert(1)',
        'q?x',
        '<b>&amp;"',
        'new\nline',
        '\u0001control',
        'dot.',
        '|*',
      ]
    : []),
];

let root: string;
let server: RunningCli;
beforeAll(async () => {
  root = await tempFolder();
  for (const name of NAMES) await writeFile(join(root, name), `content of ${name}`);
  await symlink('/etc', join(root, 'out')).catch(() => undefined);
  server = await startCli([root]);
});

test('every listed name can be fetched by its link', async () => {
  const page = await (await server.fetch('/')).text();
  const hrefs = [...page.matchAll(/<td><a href="([^"]*)"/g)].map(([, href = '']) => href);
  const found: string[] = [];
  for (const href of hrefs) {
    const { origin, pathname, search, hash } = new URL(href.replace(/&amp;/g, '&'), `${server.origin}/`);
    expect([origin, search, hash]).toEqual([server.origin, '', '']);
    const response = await server.fetch(pathname);
    expect(response.status).toBe(200);
    found.push((await response.text()).replace('content of ', ''));
  }
  expect(found.sort()).toEqual([...NAMES].sort());
});

test('the names in JSON are those on the disk', async () => {
  const { entries } = (await (await server.fetch('/', { headers: { Accept: 'application/json' } })).json()) as {
    entries: { name: string; kind: string; size: number }[];
  };
  expect(entries.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  for (const { name, size } of entries) expect(size).toBe((await readFile(join(root, name))).byteLength);
});

test('?list shows the listing of a folder that has an index file', async () => {
  const folder = await tempFolder({ 'index.html': 'the index', 'other.txt': '' });
  const { fetch } = await startCli([folder]);
  expect(await (await fetch('/')).text()).toBe('the index');
  expect(await (await fetch('/?list')).text()).toContain('href="other.txt"');
  expect(await (await fetch('/?list&sort=size')).text()).toContain('?list&amp;sort=name&amp;order=asc');
});

test('a folder without a slash is redirected, and one that may not be listed is not found', async () => {
  const folder = await tempFolder({ 'sub/file.txt': '' });
  const { fetch } = await startCli([folder, '--no-listing']);
  const redirect = await fetch('/sub?x=1');
  expect([redirect.status, redirect.headers.get('location')]).toEqual([301, '/sub/?x=1']);
  expect((await fetch('/sub/')).status).toBe(404);
});

test('no answer names a path of this computer', async () => {
  for (const [path, accept] of [
    ['/', 'text/html'],
    ['/', 'application/json'],
    ['/none', 'text/html'],
    ['/none', 'application/json'],
  ]) {
    const response = await server.fetch(path ?? '/', { headers: { Accept: accept ?? '' } });
    expect(await response.text()).not.toContain(root);
  }
});

describe('as beside all other features', () => listingCases(only()));
