import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

export function headerCases(subject: Subject): void {
  test('header rules reach every answer, the later rule wins', async () => {
    const { fetch } = await subject();
    for (const path of ['/app.js', '/list/', '/missing.js', '/list', '/%zz']) {
      const { headers } = await fetch(path);
      expect([path, headers.get('X-Everything'), headers.get('X-Frame-Options')]).toEqual([path, 'on', 'DENY']);
    }
    const { headers } = await fetch('/downloads/notes.txt');
    expect([headers.get('Content-Disposition'), headers.get('X-Frame-Options')]).toEqual(['attachment', null]);
  });
}

export function cacheCases(subject: Subject): void {
  test('files may be kept as the option says, errors may not', async () => {
    const { fetch } = await subject();
    const kept = async (path: string) => (await fetch(path)).headers.get('Cache-Control');
    expect(await kept('/app.js')).toMatch(/^(public|private), max-age=60$/);
    expect(await kept('/assets/a.1f.css')).toMatch(/^(public|private), max-age=60, immutable$/);
    expect(await kept('/assets/none.css')).toBe('no-cache');
    const tag = (await fetch('/app.js')).headers.get('ETag') ?? '';
    const same = await fetch('/app.js', { headers: { 'If-None-Match': tag } });
    expect(same.headers.get('Cache-Control')).toMatch(/max-age=60$/);
  });
}

export function corsCases(subject: Subject): void {
  const from = (Origin: string) => ({ headers: { Origin } });

  test('the named origin may read everything, errors too; others nothing', async () => {
    const { fetch } = await subject();
    for (const path of ['/app.js', '/list/', '/missing.js']) {
      const named = await fetch(path, from('http://app.test'));
      expect([path, named.headers.get('Access-Control-Allow-Origin')]).toEqual([path, 'http://app.test']);
      expect(named.headers.get('Access-Control-Allow-Credentials')).toBe('true');
      expect(named.headers.get('Vary')).toMatch(/\bOrigin\b/);
      const other = await fetch(path, from('http://evil.test'));
      expect([path, other.headers.get('Access-Control-Allow-Origin')]).toEqual([path, null]);
    }
  });

  test('a preflight is answered without credentials, for every path', async () => {
    const { fetchAs } = await subject();
    const headers = { Origin: 'http://app.test', 'Access-Control-Request-Method': 'PUT' };
    for (const path of ['/inbox/a.txt', '/api/posts', '/up/x', '/cgi-bin/env.pl', '/hello', '/missing']) {
      const preflight = await fetchAs(undefined, path, { method: 'OPTIONS', headers });
      expect([path, preflight.status]).toEqual([path, 204]);
      expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('PUT');
    }
  });
}
