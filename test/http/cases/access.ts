import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';
import { ANN, BOB } from '../support/site.ts';

const EVERYWHERE = [
  '/',
  '/app.js',
  '/list/',
  '/docs/deep/plain.txt',
  '/inspect',
  '/canned/1',
  '/api/posts',
  '/up/x',
  '/gone/x',
  '/cgi-bin/env.pl',
  '/hello.php',
  '/hello',
  '/old/x',
  '/inbox/there.txt',
  '/.portico/events',
  '/.portico/live-reload.js',
  '/missing',
];

export function authCases(subject: Subject): void {
  test.each(EVERYWHERE)('%s tells a stranger nothing, whatever the method', async (path) => {
    const { fetchAs } = await subject();
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const refused = await fetchAs(undefined, path, { method });
      expect([method, refused.status]).toEqual([method, 401]);
      expect(refused.headers.get('WWW-Authenticate')).toBe('Basic realm="Everything", charset="UTF-8"');
      expect(await refused.text()).not.toMatch(/home|Alpha|quick brown|PHP says|handled|canned/);
    }
  });

  test.each([
    ['PUT', '/inbox/bob.txt'],
    ['POST', '/inbox/'],
    ['DELETE', '/inbox/there.txt'],
    ['POST', '/api/posts'],
    ['DELETE', '/api/posts/1'],
    ['POST', '/login'],
    ['POST', '/shout'],
    ['POST', '/up/x'],
    ['POST', '/cgi-bin/echo.pl'],
  ])('one who may only read is refused: %s %s', async (method, path) => {
    const { fetchAs } = await subject();
    expect((await fetchAs(BOB, path, { method, ...(method === 'DELETE' ? {} : { body: '{}' }) })).status).toBe(403);
  });

  test('one who may read does; one who may write does', async () => {
    const { fetchAs } = await subject();
    expect((await fetchAs(BOB, '/list/a.txt')).status).toBe(200);
    expect((await fetchAs(BOB, '/list/', { headers: { Accept: 'application/json' } })).status).toBe(200);
    expect((await fetchAs(ANN, '/list/a.txt')).status).toBe(200);
    for (const wrong of ['Basic', 'Basic ???', 'Bearer abc', `Basic ${Buffer.from('ann').toString('base64')}`]) {
      expect((await fetchAs(wrong, '/list/a.txt')).status).toBe(401);
    }
  });

  test('no WebSocket opens for a stranger, nor for one who may only read: it lets them send', async () => {
    const { webSocket } = await subject();
    const refusal = async (headers: Record<string, string>) =>
      ((await once(webSocket('/up/chat', headers), 'error')) as [Error])[0].message;
    expect(await refusal({})).toContain('401');
    expect(await refusal({ Authorization: BOB })).toContain('403');
  });
}

export function hostCases(subject: Subject): void {
  test('only names that are ours or allowed are answered', async () => {
    const { fetch, origin } = await subject();
    const { port } = new URL(origin);
    const statusOf = async (Host: string) => (await fetch('/list/a.txt', { headers: { Host } })).status;
    for (const name of ['localhost', `localhost:${port}`, 'portico.test', 'PORTICO.test:1']) {
      expect([name, await statusOf(name)]).toEqual([name, 200]);
    }
    for (const name of ['evil.test', 'portico.test.evil.test', 'xportico.test']) {
      expect([name, await statusOf(name)]).toEqual([name, 421]);
    }
  });
}

export function throttleCases(subject: Subject): void {
  test('an answer takes its time', async () => {
    const { fetch } = await subject();
    const startedAt = performance.now();
    expect((await fetch('/list/a.txt')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1);
  });
}

export function logCases(subject: Subject): void {
  test('every exchange is in the log once, none as a bug', async () => {
    const { fetch, logged, stderr } = await subject();
    await fetch('/list/a.txt?only-once');
    await fetch('/missing.js?only-once');
    await logged(/"GET \/list\/a\.txt\?only-once HTTP\/[\d.]+" 200/);
    await logged(/"GET \/missing\.js\?only-once HTTP\/[\d.]+" 404/);
    expect(stderr().match(/\/list\/a\.txt\?only-once/g)).toHaveLength(1);
    expect(stderr()).not.toMatch(/TypeError|next\(\) called twice|no step answered/);
  });
}

/** @param refusal what a server says that listens alone though two listeners were asked for; undefined where both do */
export function workerCases(subject: Subject, refusal: RegExp | undefined): void {
  test.runIf(process.platform === 'linux')(
    refusal ? 'one listener serves, and says why' : 'two listeners serve, and none complains',
    async () => {
      const { origin, logged, stderr } = await subject();
      expect(await listenersOn(Number(new URL(origin).port))).toBe(refusal ? 1 : 2);
      if (refusal) expect(await logged(/workers: .*\n/)).toMatch(refusal);
      else expect(stderr().match(/^.*\bworkers\b.*$/gm)).toBeNull();
    },
  );
}

/** As the kernel tells: state 0A is LISTEN. */
async function listenersOn(port: number): Promise<number> {
  const address = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  return rows.filter(([, local, , state]) => local?.endsWith(address) && state === '0A').length;
}
