import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerConfig } from '../../config/schema.ts';
import { parsePasswordHash, verifyPassword } from '../../features/auth/password-hash.ts';
import { readCommandLine, resolveOptions } from './options.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'portico-options-'));
  await mkdir(join(cwd, 'conf/site'), { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function readOptions(args: readonly string[]) {
  return resolveOptions(readCommandLine(args, cwd), cwd);
}

async function options(...args: string[]): Promise<ServerConfig> {
  return (await readOptions(args)).config;
}

async function refusal(...args: string[]): Promise<string> {
  return readOptions(args).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

/** Options with a config file that says this. */
async function withFile(content: unknown, ...args: string[]): Promise<ServerConfig> {
  await writeFile(join(cwd, 'conf/site.json'), JSON.stringify(content));
  return options('--config', 'conf/site.json', ...args);
}

test('nothing typed: the working directory on 127.0.0.1:8000', async () => {
  expect(await options()).toMatchObject({ root: cwd, host: '127.0.0.1', port: 8000, log: { format: 'python' } });
  expect((await readOptions([])).hostByDefault).toBe(true);
});

test('everything that python -m http.server takes', async () => {
  const typed = ['9000', '-b', '0.0.0.0', '-d', 'site', '--cgi', '--tls-cert', 'c.pem', '--tls-key=k.pem'];
  expect(await options(...typed, '--tls-password-file', 'p.txt')).toMatchObject({
    port: 9000,
    host: '0.0.0.0',
    root: join(cwd, 'site'),
    cgi: true,
    tls: { mode: 'files', cert: join(cwd, 'c.pem'), key: join(cwd, 'k.pem'), passphraseFile: join(cwd, 'p.txt') },
  });
  expect(await options('--bind', '::1', '--directory=/srv')).toMatchObject({ host: '::1', root: '/srv' });
  expect(readCommandLine(['-p', 'HTTP/1.0'], cwd).own.get('protocol')).toBe('HTTP/1.0');
  expect((await readOptions(['--bind', '127.0.0.1'])).hostByDefault).toBe(false);
});

test.each<[string[], string]>([
  [['--tls-key', 'k'], '--tls-key: needs --tls-cert'],
  [['--tls-key', 'k', '--tls-password-file', 'p'], '--tls-key and --tls-password-file: needs --tls-cert'],
  [['-1'], 'port: expects a port from 0 to 65535, but was given -1'],
  [['70000'], 'port: expects a port from 0 to 65535, but was given 70000'],
  [['--port', 'http'], 'port: expects a port number, but was given "http"'],
  [['--port'], '--port: needs a value, N'],
  [
    ['--header', '--cors'],
    '--header: needs a value, \'Name: value\'; a value that starts with "-" is written as --header=--cors',
  ],
  [['--lisitng'], '--lisitng: there is no such flag; did you mean --listing?'],
  [['--no-lisitng'], '--no-lisitng: there is no such flag; did you mean --no-listing?'],
  [['--no-port'], '--no-port: there is no such flag; did you mean --no-port-fallback?'],
  [['-x'], '-x: there is no such flag; portico --help lists them'],
  [['--listing=perhaps'], 'listing: expects true or false, but was given "perhaps"'],
  [['--no-listing=1'], '--no-listing: takes no value'],
  [['--redirect', 'old'], '--redirect: expects \'/old=/new[=301]\' or a JSON object, but was given "old"'],
  [
    ['--redirect', '/old=/new=999'],
    '--redirect: expects \'/old=/new[=301]\' or a JSON object, but was given "/old=/new=999"',
  ],
  [['--auth', 'bob'], '--auth: expects NAME:PASSWORD, NAME:PASSWORD:read or NAME:PASSWORD:write'],
  [['--rest', '{"at"'], '--rest: was given something that starts like JSON and is none: {"at"'],
  [
    ['--throttle'],
    '--throttle: needs a value, JSON, or its parts: --throttle-latency-ms, --throttle-down-kbps, --throttle-up-kbps, --throttle-error-rate',
  ],
  [['--cache-max-age-s', 'x'], 'cache.maxAgeS: expects a whole number of seconds, but was given "x"'],
  [['-p', '80'], '--protocol: expects HTTP/1.0 or HTTP/1.1, but was given "80"; a port stands alone: portico 80'],
  [['--protocol', 'HTTP/2'], '--protocol: expects HTTP/1.0 or HTTP/1.1, but was given "HTTP/2"'],
  [['--upload-conflict', 'ask'], 'upload.conflict: expects "rename" or "refuse" or "replace", but was given "ask"'],
])('%j is refused: %s', async (args, message) => {
  expect(await refusal(...args)).toBe(message);
});

test('the first path is the root, further ones are mounted under their names', async () => {
  expect(await options('site', '8080', '/srv/docs', 'b/c/')).toMatchObject({
    root: join(cwd, 'site'),
    port: 8080,
    mounts: [
      { at: '/docs', root: '/srv/docs' },
      { at: '/c', root: join(cwd, 'b/c') },
    ],
  });
  expect(await options('-d', 'site', 'docs')).toMatchObject({ root: join(cwd, 'site'), mounts: [{ at: '/docs' }] });
  expect(await options('--', '-odd')).toMatchObject({ root: join(cwd, '-odd') });
});

test('switches stand alone, are turned off with --no-, and take a value where they have one', async () => {
  expect(
    await options('--inspect', '--upload', '--tls', '--handlers', '--cors', '--spa', '--live-reload'),
  ).toMatchObject({
    inspect: '/inspect',
    upload: true,
    tls: { mode: 'local-ca' },
    handlers: join(cwd, 'handlers.mjs'),
    cors: true,
    spa: true,
    liveReload: true,
  });
  expect(await options('--spa=/app.html', '--inspect', '/look', '--handlers', 'api.mjs')).toMatchObject({
    spa: '/app.html',
    inspect: '/look',
    handlers: join(cwd, 'api.mjs'),
    root: cwd,
  });
  expect(await options('--no-listing', '--no-compression', '--clean-urls', '--clean-urls=false')).toMatchObject({
    listing: false,
    compression: false,
    cleanUrls: false,
  });
  expect(await options('--spa', cwd)).toMatchObject({ spa: true, root: cwd });
});

test('parts of an option have its name in front, and turn it on', async () => {
  expect(
    await options(
      '--cache-max-age-s',
      '60',
      '--upload-conflict=refuse',
      '--log-file',
      'a.log',
      '--log-format',
      '$target',
    ),
  ).toMatchObject({
    cache: { maxAgeS: 60, immutable: [] },
    upload: { at: '/', conflict: 'refuse' },
    log: { file: join(cwd, 'a.log'), format: '$target' },
  });
  expect(await options('--cors-origin', 'http://a', '--cors-origin', 'http://b', '--cors-credentials')).toMatchObject({
    cors: { origins: ['http://a', 'http://b'], credentials: true, maxAgeS: 600 },
  });
  expect(await options('--throttle-latency-ms', '200', '--throttle-error-rate', '0.5')).toMatchObject({
    throttle: { latencyMs: 200, errorRate: 0.5 },
  });
  expect(await options('--cgi-interpreter', '.py=python3', '--cgi-at', '/run')).toMatchObject({
    cgi: { at: ['/run'], interpreters: { '.py': 'python3' } },
  });
});

test('lists have one repeatable flag with a short form, and take JSON', async () => {
  const typed = [
    ['--header', 'X-A: b: c', '--header', '{"match":"/x","set":{"X-B":null}}'],
    ['--redirect', '/old=/new', '--redirect', '/a=/b?c=301', '--redirect', '/p=/q=301'],
    ['--mount', '/docs=d', '--rest', '/api=db.json', '--proxy', '/p=http://127.0.0.1:1/x?a=b'],
    ['--route', 'GET /x=text', '--route', '/y={"a":1}', '--route', '{"path":"/z","status":204}'],
    ['--media-type', '.foo=text/x-foo', '--allowed-host', 'a.example', '--allowed-hosts', '[::2]', '--index', 'a.html'],
  ];
  expect(await options(...typed.flat())).toMatchObject({
    headers: [
      { match: '/**', set: { 'X-A': 'b: c' } },
      { match: '/x', set: { 'X-B': null } },
    ],
    redirects: [
      { from: '/old', to: '/new', status: 302 },
      { from: '/a', to: '/b?c=301', status: 302 },
      { from: '/p', to: '/q', status: 301 },
    ],
    mounts: [{ at: '/docs', root: join(cwd, 'd') }],
    rest: [{ at: '/api', file: join(cwd, 'db.json'), persist: true }],
    proxy: [{ at: '/p', target: 'http://127.0.0.1:1/x?a=b' }],
    routes: [
      { method: 'GET', path: '/x', body: 'text' },
      { method: 'GET', path: '/y', body: { a: 1 } },
      { path: '/z', status: 204 },
    ],
    mediaTypes: { '.foo': 'text/x-foo' },
    allowedHosts: ['a.example', '[::2]'],
    index: ['a.html'],
  });
});

test('a password is hashed; write is allowed unless it says read', async () => {
  const config = await options('--auth', 'ann:se:cret', '--auth', 'bob:x:read', '--auth-anonymous', 'read');
  const auth = config.auth || undefined;
  expect(auth).toMatchObject({
    users: [
      { name: 'ann', access: 'write' },
      { name: 'bob', access: 'read' },
    ],
    anonymous: 'read',
  });
  const hash = parsePasswordHash(auth?.users[0]?.passwordHash ?? '');
  expect(hash && (await verifyPassword('se:cret', hash))).toBe(true);
});

test('flags win over the file, lists are added to, parts join parts', async () => {
  const file = { port: 1, headers: [{ set: { A: '1' } }], cors: { maxAgeS: 5 }, inspect: '/dbg', auth: { users: [] } };
  const config = await withFile(file, '--port', '2', '--header', 'B: 2', '--cors', '--inspect', '--auth', 'a:b');
  expect(config).toMatchObject({
    port: 2,
    headers: [{ set: { A: '1' } }, { set: { B: '2' } }],
    cors: { maxAgeS: 5 },
    inspect: '/dbg',
    auth: { users: [{ name: 'a' }] },
  });
  expect(await withFile({ cors: true }, '--cors-max-age-s', '7')).toMatchObject({ cors: { maxAgeS: 7 } });
  expect(await withFile({ upload: true }, '--no-upload')).toMatchObject({ upload: false });
});

test('paths of the file start from the file and its root, paths of the flags from the working directory', async () => {
  const rest = [{ at: '/a', file: 'a.json' }];
  expect(await withFile({ root: 'site', rest }, '--rest', '/b=b.json')).toMatchObject({
    root: join(cwd, 'conf/site'),
    rest: [{ file: join(cwd, 'conf/site/a.json') }, { file: join(cwd, 'b.json') }],
  });
  expect(await withFile({ rest })).toMatchObject({ root: cwd });
  expect(await withFile({ root: 'site' }, 'other')).toMatchObject({ root: join(cwd, 'other') });
});

test('a config file that cannot be used is named', async () => {
  expect(await refusal('--config', 'none.json')).toBe(`--config: ${join(cwd, 'none.json')} does not exist`);
  await writeFile(join(cwd, 'bad.json'), '{\n  "port": 1,\n}');
  expect(await refusal('--config', 'bad.json')).toContain('bad.json is no JSON: unexpected "}" at line 3, column 1');
  await writeFile(join(cwd, 'list.json'), '[]');
  expect(await refusal('--config', 'list.json')).toContain('holds no object');
});
