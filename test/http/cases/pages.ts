import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

const HTML = { headers: { Accept: 'text/html' } };

/** Pages: clean addresses, mounts, the fallback document, index files. */
export function pageCases(subject: Subject): void {
  const text = async (path: string, init?: RequestInit) => (await (await subject()).fetch(path, init)).text();

  test('clean addresses find their document, the others lead there', async () => {
    const { fetch } = await subject();
    expect(await text('/about')).toContain('<title>about');
    const redirect = await fetch('/about.html?a=b');
    expect([redirect.status, redirect.headers.get('Location')]).toEqual([301, '/about?a=b']);
    expect(await text('/docs/guide')).toContain('<title>guide');
  });

  test('a mount is a folder of its own, with a listing and without a way out', async () => {
    const { fetch } = await subject();
    expect(await text('/docs/deep/plain.txt')).toBe('plain');
    expect(await text('/docs/', { headers: { Accept: 'text/plain' } })).toBe('deep\nguide.html\n');
    expect((await fetch('/docs')).headers.get('Location')).toBe('/docs/');
  });

  test('a page load without a file gets the one page, anything else is missing', async () => {
    const { fetch } = await subject();
    for (const path of ['/no/such/page', '/nowhere?x=1', '/docs/none'])
      expect(await text(path, HTML)).toContain('<title>home');
    expect((await fetch('/no/such.js')).status).toBe(404);
    expect((await fetch('/no/such', { ...HTML, method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('a folder has a slash at its end, and the way there stays on this server', async () => {
    const { fetch } = await subject();
    const redirect = await fetch('/list?x=1');
    expect([redirect.status, redirect.headers.get('Location')]).toEqual([301, '/list/?x=1']);
    const double = await fetch('//list');
    expect(double.headers.get('Location') ?? '/').not.toMatch(/^\/\//);
  });
}

export function redirectCases(subject: Subject): void {
  test('redirects take the rest of the path and the query along', async () => {
    const { fetch } = await subject();
    const moved = await fetch('/old/guide?x=1');
    expect([moved.status, moved.headers.get('Location')]).toEqual([302, '/docs/guide?x=1']);
    const away = await fetch('/find/a%20b%26c');
    expect([away.status, away.headers.get('Location')]).toEqual([301, 'https://search.test/?q=a%20b%26c']);
  });

  test('what a visitor writes never becomes a second field or another server', async () => {
    const { fetch } = await subject();
    for (const path of ['/old/x%0d%0aSet-Cookie:%20a=b', '/find/x%0d%0aSet-Cookie:a']) {
      expect((await fetch(path)).headers.get('Set-Cookie')).toBeNull();
    }
    expect((await fetch('/old//evil.test')).headers.get('Location') ?? '/docs').toMatch(/^\/docs/);
  });
}

export function listingCases(subject: Subject): void {
  const text = async (path: string, init?: RequestInit) => (await (await subject()).fetch(path, init)).text();

  test('a folder as JSON, as text and as a page', async () => {
    const { entries } = JSON.parse(await text('/list/', { headers: { Accept: 'application/json' } })) as {
      entries: { name: string; kind: string; size?: number }[];
    };
    expect(entries.map(({ name, kind, size }) => [name, kind, size])).toEqual([
      ['sub', 'dir', undefined],
      ['<i>&"x.txt', 'file', 3],
      ['a.txt', 'file', 1],
      ['b9.txt', 'file', 2],
      ['b10.txt', 'file', 3],
    ]);
    expect(await text('/list/', { headers: { Accept: 'text/plain' } })).toBe(
      'sub\n<i>&"x.txt\na.txt\nb9.txt\nb10.txt\n',
    );
    const shown = await text('/list/', HTML);
    expect(shown).toContain('&lt;i&gt;&amp;');
    expect(shown).not.toContain('<i>&"x');
  });

  test('it is sorted as asked, and shown though there is an index file', async () => {
    const plain = { headers: { Accept: 'text/plain' } };
    expect(await text('/list/?sort=size&order=desc', plain)).toMatch(/^sub\n.*\na\.txt\n$/s);
    expect(await text('/?list', plain)).toContain('index.html\n');
  });
}
