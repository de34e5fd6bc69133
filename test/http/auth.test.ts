import { describe, expect, test } from 'vitest';
import { authCases } from './cases/access.ts';
import { runCli, startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

const basic = (name: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});

test('the example: Ann may write, Bob may read, strangers see nothing', async () => {
  const server = await startExample('auth');
  const stranger = await server.fetch('/');
  expect(stranger.status).toBe(401);
  expect(stranger.headers.get('www-authenticate')).toBe('Basic realm="Notes: ann, open sesame", charset="UTF-8"');
  expect(await stranger.text()).not.toContain('Ann may add');
  for (const path of ['/index.html', '/none', '/.portico/events', '/../etc/passwd']) {
    expect([path, (await server.fetch(path)).status]).toEqual([path, 401]);
  }
  expect(await (await server.fetch('/', { headers: basic('bob', 'look') })).text()).toContain('Ann may add');
  const put = (headers: Record<string, string>) => server.fetch('/note.txt', { method: 'PUT', body: 'x', headers });
  expect((await put(basic('bob', 'look'))).status).toBe(403);
  expect((await put(basic('ann', 'open sesame'))).status).toBe(201);
  expect((await server.fetch('/note.txt', { headers: basic('bob', 'look') })).status).toBe(200);
});

test('--auth takes name, password and access; many requests do not pay for the hash each', async () => {
  const folder = await tempFolder({ 'a.txt': 'a' });
  const server = await startCli([folder, '--auth', 'ann:pa:ss', '--auth', 'bob:look:read', '--upload']);
  expect((await server.fetch('/a.txt')).status).toBe(401);
  const statuses: number[] = [];
  const startedAt = performance.now();
  for (let i = 0; i < 300; i++)
    statuses.push((await server.fetch('/a.txt', { headers: basic('ann', 'pa:ss') })).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(performance.now() - startedAt).toBeLessThan(5000);
  const put = (headers: Record<string, string>) => server.fetch('/b.txt', { method: 'PUT', body: 'x', headers });
  expect((await put(basic('bob', 'look'))).status).toBe(403);
  expect((await put(basic('ann', 'pa:ss'))).status).toBe(201);
});

test('the log names who was signed in, for kept answers too, and nobody else', async () => {
  const folder = await tempFolder({ 'a.txt': 'a' });
  const users = ['--auth', 'Ann "A":x', '--auth', 'bob:y:read'];
  const server = await startCli([folder, ...users, '--log-format', 'combined']);
  const ask = (path: string, name: string, password: string, method = 'GET') =>
    server.fetch(path, { method, headers: basic(name, password) }).then((response) => response.text());
  for (let i = 1; i <= 5; i++) await ask('/a.txt', 'Ann "A"', 'x');
  await ask('/bob', 'bob', 'y', 'DELETE');
  await ask('/wrong', 'bob', 'z');
  await (await server.fetch('/nobody')).text();
  await server.logged(/"GET \/nobody .*\n/);
  const named = (path: string) => [...server.stderr().matchAll(new RegExp(`^\\S+ - (\\S+) \\[.* ${path} `, 'gm'))];
  expect(named('/a.txt').map((match) => match[1])).toEqual(Array(5).fill('Ann\\x20\\"A\\"'));
  expect(['/bob', '/wrong', '/nobody'].map((path) => named(path)[0]?.[1])).toEqual(['bob', '-', '-']);
});

test('a preflight needs no credentials, and a guesser has to wait', async () => {
  const server = await startCli([await tempFolder(), '--auth', 'ann:x', '--cors']);
  const headers = { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' };
  expect((await server.fetch('/', { method: 'OPTIONS', headers })).status).toBe(204);
  const statuses: number[] = [];
  for (let i = 0; i < 22; i++) statuses.push((await server.fetch('/', { headers: basic('ann', String(i)) })).status);
  expect(statuses).toEqual([...Array<number>(20).fill(401), 429, 429]);
});

test('no password and no hash is ever shown', async () => {
  const { stdout } = await runCli(['--auth', 'ann:secret', '--print-config']);
  expect(stdout).toContain('ann');
  expect(stdout).not.toMatch(/secret|\$scrypt/);
});

describe('as beside all other features', () =>
  authCases(
    only(
      'auth',
      'upload',
      'rest',
      'routes',
      'handlers',
      'proxy',
      'cgi',
      'redirects',
      'inspect',
      'liveReload',
      'mounts',
    ),
  ));
