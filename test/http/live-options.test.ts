import { beforeEach, describe, expect, test } from 'vitest';
import type { ConfigInput } from '../../src-server/config/schema.ts';
import { tempFolder } from './support/cli.ts';
import { configOf, type Engine, eventually, pause, serve } from './support/engine.ts';
import type { WireClient } from './support/wire.ts';

const BIG = Buffer.alloc(20_000_000, 'x');

let root: string;
let engine: Engine;
let client: WireClient;
beforeEach(async () => {
  root = await tempFolder({
    'a.txt': 'hello\n'.repeat(500),
    '.env': 'x',
    'about.html': '<p>',
    'dir/x': '',
    'big.bin': BIG,
  });
  engine = await serve(root);
  client = engine.connect();
  await pause(60); // what is asked for from now on is kept hot
});

const apply = (input: ConfigInput) => engine.server.apply(configOf(root, input));

async function ask(target: string, ...fields: string[]) {
  client.send([`GET ${target} HTTP/1.1`, 'Host: localhost', ...fields, '', ''].join('\r\n'));
  return client.answer('GET', 10_000);
}

describe('a change applies to the next request of the same connection', () => {
  const HTML = 'Accept: text/html';
  const cases: [
    name: string,
    input: ConfigInput,
    target: string,
    field: string,
    look: string,
    before: unknown,
    after: unknown,
  ][] = [
    ['dotfiles', { dotfiles: 'serve' }, '/.env', HTML, 'status', 404, 200],
    ['listing', { listing: false }, '/dir/', HTML, 'status', 200, 404],
    ['cleanUrls', { cleanUrls: true }, '/about', HTML, 'status', 404, 200],
    ['spa', { spa: '/about.html' }, '/any', HTML, 'status', 404, 200],
    ['index', { index: ['x'] }, '/dir/', HTML, 'content-length', expect.any(String), '0'],
    ['compression', { compression: false }, '/a.txt', 'Accept-Encoding: gzip', 'content-encoding', 'gzip', undefined],
    [
      'mediaTypes',
      { mediaTypes: { '.txt': 'text/x-test' } },
      '/a.txt',
      HTML,
      'content-type',
      'text/plain; charset=utf-8',
      'text/x-test; charset=utf-8',
    ],
    ['cache', { cache: 'no-store' }, '/a.txt', HTML, 'cache-control', 'no-cache', 'no-store'],
    ['headers', { headers: [{ match: '/**', set: { 'X-Test': '1' } }] }, '/a.txt', HTML, 'x-test', undefined, '1'],
    ['redirects', { redirects: [{ from: '/a.txt', to: '/b.txt' }] }, '/a.txt', HTML, 'status', 200, 302],
    ['cors', { cors: true }, '/a.txt', 'Origin: http://other.example', 'access-control-allow-origin', undefined, '*'],
    ['routes', { routes: [{ path: '/r', body: 'r' }] }, '/r', HTML, 'status', 404, 200],
    ['allowedHosts', { allowedHosts: ['x.example'] }, 'http://x.example/a.txt', HTML, 'status', 421, 200],
  ];
  test.each(cases)('%s', async (_, input, target, field, look, before, after) => {
    const seen = async () => {
      const { status, fields } = await ask(target, field);
      return look === 'status' ? status : fields[look];
    };
    for (let i = 0; i < 3; i++) expect(await seen()).toEqual(before);
    await apply(input);
    expect(await seen()).toEqual(after);
    await apply({});
    expect(await seen()).toEqual(before);
  });

  test('another root', async () => {
    const other = await tempFolder({ 'a.txt': 'other\n' });
    await ask('/a.txt');
    await engine.server.apply(configOf(other));
    expect((await ask('/a.txt')).content.toString()).toBe('other\n');
  });
});

test('a download goes on under the options with which it began', async () => {
  const downloading = ask('/big.bin');
  await pause(5);
  await apply({ cache: 'no-store' });
  const answer = await downloading;
  expect(answer.content.equals(BIG)).toBe(true);
  expect(answer.fields['cache-control']).toBe('no-cache');
});

test('what cannot be applied changes nothing', async () => {
  await expect(engine.server.apply(configOf(`${root}/missing`))).rejects.toThrow();
  expect((await ask('/a.txt')).status).toBe(200);
  expect(engine.server.state.kind).toBe('running');
});

test('another port is taken up, and the old one given up', async () => {
  await engine.server.apply(configOf(root, { port: 0, host: '127.0.0.2' }));
  const { state } = engine.server;
  expect(state).toMatchObject({ kind: 'running', host: '127.0.0.2' });
  if (state.kind !== 'running') return;
  const answer = await fetch(`http://127.0.0.2:${state.port}/a.txt`);
  expect(answer.status).toBe(200);
});

describe('stopping', () => {
  test('lets a download end', async () => {
    const downloading = ask('/big.bin');
    await pause(2);
    const stopping = engine.server.stop(10_000);
    expect((await downloading).content.length).toBe(BIG.length);
    await stopping;
    expect(engine.server.state.kind).toBe('stopped');
  });

  test('takes no longer than it must with idle and finished connections', async () => {
    await ask('/a.txt');
    const idle = engine.connect();
    const downloading = ask('/big.bin');
    await pause(2);
    const stopping = engine.server.stop(20_000);
    await downloading;
    const start = performance.now();
    await stopping;
    expect(performance.now() - start).toBeLessThan(1_000);
    idle.close();
  });

  test('cuts what is left after the grace time, with a record', async () => {
    client.send('GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
    client.socket.pause();
    await eventually(() => (engine.server.counters().inProgress > 0 ? true : undefined), 'its start');
    await engine.server.stop(100);
    expect((await engine.record(({ target }) => target === '/big.bin')).outcome).toBe('aborted');
  });

  test('takes no new connections', async () => {
    await engine.server.stop();
    const late = engine.connect();
    await late.ended();
    expect(late.unread).toHaveLength(0);
  });

  test('and starting again works', async () => {
    await engine.server.stop();
    await engine.server.start();
    const { state } = engine.server;
    expect(state.kind).toBe('running');
    if (state.kind === 'running') expect((await fetch(`http://127.0.0.1:${state.port}/a.txt`)).status).toBe(200);
  });
});
