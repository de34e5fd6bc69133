import { hostname } from 'node:os';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { hostCases } from './cases/access.ts';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';
import { only } from './support/served.ts';
import { startUpstream } from './support/upstream.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await serve(await tempFolder({ 'a.txt': 'hello\n' }), { allowedHosts: ['dev.example'] });
});

const ask = (version: string, ...fields: string[]) => engine.ask(`GET /a.txt HTTP/${version}`, fields);

describe('Host (RFC 9112 §3.2, RFC 9110 §7.2)', () => {
  test.each([
    ['localhost', 200],
    ['LOCALHOST', 200],
    ['localhost.', 200],
    ['localhost:1', 200],
    ['localhost:65535', 200],
    ['localhost:', 200],
    ['app.localhost:8000', 200],
    ['127.0.0.1', 200],
    ['127.1.2.3', 200],
    ['[::1]', 200],
    ['[0:0:0:0:0:0:0:1]:8000', 200],
    ['[::ffff:127.0.0.1]:8000', 200],
    ['[::ffff:7f00:1]', 200], // as browsers write it
    ['printer.local', 200],
    ['dev.example', 200],
    ['DEV.EXAMPLE:8080', 200],
    [hostname(), 200],
    ['evil.example', 421],
    ['sub.dev.example', 421],
    ['dev.example.evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['127.0.0.1.nip.io', 421],
    ['8.8.8.8', 421],
    ['[2001:db8::1]', 421],
    ['[::ffff:8.8.8.8]', 421],
    ['2130706433', 421],
    ['0x7f000001', 421],
    ['evil,localhost', 421],
    ['', 400],
    ['localhost/', 400],
    ['localhost/a', 400],
    ['http://localhost', 400],
    ['user@localhost', 400],
    ['localhost:abc', 400],
    ['localhost:-1', 400],
    ['localhost:65536', 400],
    ['localhost:80:80', 400],
    ['local host', 400],
    ['localhost, localhost', 400],
    ['[::1', 400],
    ['::1', 400],
    ['[localhost]', 400],
    ['[::1]x', 400],
    ['localhost\\', 400],
    ['localhost#', 400],
    ['localhost?x', 400],
    ['"localhost"', 400],
    ['<script>', 400],
    ['loc\u00e4lhost', 400],
    ['%zz', 400],
    ['xn--a.local', 400], // no URL can have it
    ['256.256.256.256', 400],
    ['h'.repeat(300), 400],
  ])('%j is answered %i', async (host, status) => {
    expect((await ask('1.1', `Host: ${host}`)).status).toBe(status);
  });

  test.each([
    ['none', []],
    ['two that differ', ['Host: localhost', 'Host: evil.example']],
    ['two that differ, ours second', ['Host: evil.example', 'Host: localhost']],
    ['two of the same', ['Host: localhost', 'Host: localhost']],
    ['two in other letters', ['Host: localhost', 'hOST: localhost']],
  ])('%s: 400', async (_, fields) => {
    expect((await ask('1.1', ...fields)).status).toBe(400);
  });

  test('HTTP/1.0 may leave it out, but not send two or a foreign one', async () => {
    expect((await ask('1.0')).status).toBe(200);
    expect((await ask('1.0', 'Host: localhost')).status).toBe(200);
    expect((await ask('1.0', 'Host: localhost', 'Host: localhost')).status).toBe(400);
    expect((await ask('1.0', 'Host: evil.example')).status).toBe(421);
  });

  test('where HTTP/1.0 leaves it out, features take the address that was dialled', async () => {
    const root = await tempFolder({ 'h.mjs': 'export const GET = (request) => new Response(request.url)' });
    const target = await startUpstream();
    const plain = await serve(root, { handlers: 'h.mjs', proxy: [{ at: '/up', target }] });
    const nameless = (server: Engine, path: string) => server.ask(`GET ${path} HTTP/1.0`, []);
    const own = `127.0.0.1:${plain.port}`;
    expect((await nameless(plain, '/hello')).content.toString()).toBe(`http://${own}/hello`);
    const passed = JSON.parse((await nameless(plain, '/up/x')).content.toString()) as {
      headers: Record<string, string>;
    };
    expect(passed.headers).toMatchObject({ host: own, 'x-forwarded-host': own });
    const state = await tempFolder();
    vi.stubEnv('PORTICO_STATE_DIR', state);
    const secure = await serve(root, { tls: { mode: 'local-ca' } });
    vi.unstubAllEnvs();
    expect((await nameless(secure, '/hello')).fields.location).toBe(`https://127.0.0.1:${secure.port}/hello`);
  });

  test('a file that is hot is no way round it', async () => {
    for (let i = 0; i < 5; i++) expect((await ask('1.1', 'Host: localhost')).status).toBe(200);
    expect((await ask('1.1', 'Host: evil.example')).status).toBe(421);
    expect((await ask('1.1', 'Host: localhost', 'Host: evil.example')).status).toBe(400);
    expect((await ask('1.1')).status).toBe(400);
  });

  test('X-Forwarded-Host and Forwarded change nothing', async () => {
    expect((await ask('1.1', 'Host: evil.example', 'X-Forwarded-Host: localhost')).status).toBe(421);
    expect((await ask('1.1', 'Host: localhost', 'X-Forwarded-Host: evil.example')).status).toBe(200);
  });

  test('allowedHosts "*" takes any valid name', async () => {
    const open = await serve(engine.root, { allowedHosts: ['*'] });
    const get = (host: string) => open.ask('GET /a.txt HTTP/1.1', [`Host: ${host}`]);
    expect((await get('anything.example')).status).toBe(200);
    expect((await get('any thing')).status).toBe(400);
  });
});

describe('as beside all other features', () => hostCases(only('allowedHosts')));
