import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import { FileServer } from '../../server.ts';
import { exchangeBytes } from '../test-server.ts';

const servers: FileServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(0);
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function serve(
  upload: NonNullable<ConfigInput['upload']>,
  input: ConfigInput = {},
  more: Readonly<Record<string, string>> = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'portico-upload-'));
  folders.push(root);
  await mkdir(join(root, 'in'));
  const files = { 'in/there.txt': 'old', ...more };
  for (const [path, content] of Object.entries(files)) await writeFile(join(root, path), content);
  const server = new FileServer(serverConfigSchema.parse({ root, upload, port: 0, ...input }));
  await server.start();
  servers.push(server);
  const port = server.state.kind === 'running' ? server.state.port : 0;
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
  const names = async (folder = 'in') => (await readdir(join(root, folder))).sort();
  const text = (path: string) => readFile(join(root, path), 'utf8');
  return { root, port, request, names, text, server };
}

const put = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'PUT',
  body,
  headers,
});
const form = (...files: readonly (readonly [name: string, content: string | Buffer<ArrayBuffer>])[]): RequestInit => {
  const body = new FormData();
  body.set('comment', 'not a file');
  for (const [name, content] of files) body.append('files', new Blob([content]), name);
  return { method: 'POST', body };
};

test('a form leaves its files in the folder, in order, and says where they are', async () => {
  const { request, names, text } = await serve(true);
  const response = await request('/in/', form(['b.txt', 'two'], ['größe 😀.txt', 'one'], ['empty.txt', '']));
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({
    files: [
      { name: 'b.txt', path: '/in/b.txt', size: 3 },
      { name: 'größe 😀.txt', path: `/in/${encodeURIComponent('größe 😀.txt')}`, size: 3 },
      { name: 'empty.txt', path: '/in/empty.txt', size: 0 },
    ],
  });
  expect(await names()).toEqual(['b.txt', 'empty.txt', 'größe 😀.txt', 'there.txt']);
  expect(await text('in/größe 😀.txt')).toBe('one');
});

test('a browser goes back to the folder; one file has a Location', async () => {
  const { request } = await serve(true);
  const page = await request('/in/', { ...form(['a.txt', 'x']), headers: { Accept: 'text/html,*/*' } });
  expect([page.status, page.headers.get('Location')]).toEqual([303, '/in/']);
  const one = await request('/in', form(['b c.txt', 'x']));
  expect([one.status, one.headers.get('Location')]).toEqual([201, '/in/b%20c.txt']);
});

test.runIf(process.platform === 'linux')('a folder that may only be written to takes files', async () => {
  const { request, root } = await serve(true);
  await chmod(join(root, 'in'), 0o333);
  const sent = await request('/in/a.txt', put('x'));
  await chmod(join(root, 'in'), 0o777);
  expect(sent.status).toBe(201);
});

test('names lose paths and what is dangerous', async () => {
  const { request, names } = await serve(true);
  const sent = form(
    ['../../up.txt', '1'],
    ['C:\\dir\\win.txt', '2'],
    ['folder/sub/flat.txt', '3'],
    ['.hidden', '4'],
    ['con', '5'],
  );
  expect((await request('/in/', sent)).status).toBe(201);
  expect(await names()).toEqual(['_con', 'flat.txt', 'hidden', 'there.txt', 'up.txt', 'win.txt']);
  expect(await names('.')).toEqual(['in']);
});

test.each([
  ['rename', 201, ['there (1).txt', 'there.txt'], 'old', '/in/there%20(1).txt'],
  ['refuse', 409, ['there.txt'], 'old', null],
  ['replace', 201, ['there.txt'], 'new', '/in/there.txt'],
] as const)('a form with a name that exists: %s', async (conflict, status, expected, content, location) => {
  const { request, names, text } = await serve({ conflict });
  const response = await request('/in/', form(['there.txt', 'new']));
  expect([response.status, response.headers.get('Location')]).toEqual([status, location]);
  expect(await names()).toEqual(expected);
  expect(await text('in/there.txt')).toBe(content);
});

test('twenty uploads of one name at once: each has its own name, or one wins and the others are told', async () => {
  const renaming = await serve({ conflict: 'rename' });
  await Promise.all(Array.from({ length: 20 }, (_, n) => renaming.request('/in/', form(['x.txt', `${n}`]))));
  const kept = (await renaming.names()).filter((name) => name.startsWith('x'));
  const contents = await Promise.all(kept.map((name) => renaming.text(`in/${name}`)));
  expect(new Set(contents).size).toBe(20);
  const refusing = await serve({ conflict: 'refuse' });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => refusing.request('/in/x.txt', put(`${n}`))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(await refusing.names()).toEqual(['there.txt', 'x.txt']);
});

test('if one file of a form cannot have its name, none is left', async () => {
  const { request, names } = await serve({ conflict: 'refuse' });
  expect((await request('/in/', form(['a.txt', '1'], ['same.txt', '2'], ['same.txt', '3']))).status).toBe(409);
  expect(await names()).toEqual(['there.txt']);
});

test('PUT creates (201) and, where replacing is allowed, replaces (204)', async () => {
  const { request, text, names } = await serve({ conflict: 'replace' });
  const created = await request('/in/new.bin', put('first'));
  expect([created.status, created.headers.get('Location')]).toEqual([201, '/in/new.bin']);
  expect((await request('/in/new.bin', put('second'))).status).toBe(204);
  expect(await text('in/new.bin')).toBe('second');
  expect(await names()).toEqual(['new.bin', 'there.txt']);
});

test('PUT to a name that exists, where uploads are renamed, says which name it has', async () => {
  const { request, text } = await serve(true);
  const response = await request('/in/there.txt', put('new'));
  expect([response.status, response.headers.get('Location')]).toEqual([201, '/in/there%20(1).txt']);
  expect(await text('in/there.txt')).toBe('old');
});

test('PUT honours If-Match and If-None-Match', async () => {
  const { request, text } = await serve({ conflict: 'replace' });
  const tag = (await request('/in/there.txt')).headers.get('ETag') ?? '';
  expect((await request('/in/there.txt', put('x', { 'If-None-Match': '*' }))).status).toBe(412);
  expect((await request('/in/none.txt', put('x', { 'If-Match': '*' }))).status).toBe(412);
  expect((await request('/in/there.txt', put('x', { 'If-Match': '"other"' }))).status).toBe(412);
  expect((await request('/in/there.txt', put('new', { 'If-Match': tag }))).status).toBe(204);
  expect((await request('/in/fresh.txt', put('x', { 'If-None-Match': '*' }))).status).toBe(201);
  expect(await text('in/there.txt')).toBe('new');
});

test.each([
  ['/in/part.txt', { 'Content-Range': 'bytes 0-0/5' }, 400],
  ['/in/coded.txt', { 'Content-Encoding': 'gzip' }, 415],
  ['/missing/a.txt', {}, 409],
  ['/in', {}, 409],
  ['/in/', {}, 405],
  ['/', {}, 405],
  ['/in/.env', {}, 400],
  ['/in/.portico-upload-x', {}, 400],
  ['/in/con', {}, 400],
  ['/in/a%0Ab.txt', {}, 400],
  ['/in/%00.txt', {}, 400],
  ['/in/..%2f..%2fup.txt', {}, 400],
  ['/in/.git/config', {}, 403],
  [`/in/${'x'.repeat(256)}`, {}, 400],
])('PUT %s is refused and leaves nothing', async (path, headers, status) => {
  const { request, names } = await serve(true);
  expect((await request(path, put('x', headers))).status).toBe(status);
  expect(await names()).toEqual(['there.txt']);
  expect(await names('.')).toEqual(['in']);
});

test.each([
  ['no form', { method: 'POST', body: 'x', headers: { 'Content-Type': 'text/plain' } }, '/in/', 415],
  ['no boundary', { method: 'POST', body: 'x', headers: { 'Content-Type': 'multipart/form-data' } }, '/in/', 400],
  [
    'cut short',
    {
      method: 'POST',
      body: '--b\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nhal',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    },
    '/in/',
    400,
  ],
  ['no file', form(), '/in/', 400],
  ['no folder', form(['a.txt', 'x']), '/missing/', 404],
  ['a file instead of a folder', form(['a.txt', 'x']), '/in/there.txt', 405],
] as const)('a form with %s is refused and leaves nothing', async (_name, init, path, status) => {
  const { request, names } = await serve(true);
  expect((await request(path, init as RequestInit)).status).toBe(status);
  expect(await names()).toEqual(['there.txt']);
});

test('an input left empty is passed over', async () => {
  const { request, names } = await serve(true);
  const part = (name: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${text}\r\n`;
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  expect((await request('/in/', { method: 'POST', headers, body: `${part('', '')}--b--` })).status).toBe(400);
  const body = `${part('', '')}${part('a.txt', 'x')}--b--`;
  expect((await request('/in/', { method: 'POST', headers, body })).status).toBe(201);
  expect(await names()).toEqual(['a.txt', 'there.txt']);
});

test('the limit holds for each file: by its length, while it streams, and within a form', async () => {
  const { request, names, port } = await serve({ maxBytes: 100_000 });
  expect((await request('/in/big.bin', put(Buffer.alloc(100_001)))).status).toBe(413);
  expect((await request('/in/', form(['a.bin', Buffer.alloc(90_000)], ['b.bin', Buffer.alloc(100_001)]))).status).toBe(
    413,
  );
  const chunks = `186a1\r\n${'x'.repeat(100_001)}\r\n0\r\n\r\n`;
  const head = 'PUT /in/c.bin HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
  expect(await exchangeBytes(port, head + chunks)).toMatch(/^HTTP\/1.1 413/);
  expect(await names()).toEqual(['there.txt']);
  expect((await request('/in/', form(['a.bin', Buffer.alloc(90_000)], ['b.bin', Buffer.alloc(100_000)]))).status).toBe(
    201,
  );
});

test('a client that sends far too much still gets the answer that says so', async () => {
  const { request } = await serve({ maxBytes: 1000 });
  const content = Buffer.alloc(30_000_000);
  for (let i = 0; i < 5; i++) {
    expect((await request('/in/big.bin', put(content))).status).toBe(413);
    expect((await request('/in/', form(['big.bin', content]))).status).toBe(413);
  }
});

test('a client that waits for 100 Continue is refused before it sends, or told to go on', async () => {
  const { port, names } = await serve({ maxBytes: 10 });
  const head = (path: string, length: number) =>
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`;
  expect(await exchangeBytes(port, head('/in/a.txt', 11))).toMatch(/^HTTP\/1.1 413/);
  expect(await exchangeBytes(port, head('/missing/a.txt', 5))).toMatch(/^HTTP\/1.1 409/);
  const socket = connect(port, '127.0.0.1');
  socket.write(head('/in/a.txt', 5));
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1.1 100 Continue/);
  socket.write('hello');
  const [second] = (await once(socket, 'data')) as [Buffer];
  expect(second.toString()).toMatch(/^HTTP\/1.1 201/);
  socket.destroy();
  expect(await names()).toEqual(['a.txt', 'there.txt']);
});

test.each([
  ['PUT', 'PUT /in/a.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nhalf'],
  [
    'a form',
    'POST /in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\n\r\nhalf',
  ],
])('while %s arrives it is hidden; when the client leaves nothing is left', async (_name, bytes) => {
  const { port, names, request, server } = await serve(true);
  const records: string[] = [];
  server.on('exchange', ({ outcome, step }) => records.push(`${step} ${outcome}`));
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  await expect.poll(() => names()).toHaveLength(2);
  const [temporary = ''] = await names();
  expect(temporary).toMatch(/^\.portico-upload-/);
  expect((await request(`/in/${temporary}`)).status).toBe(404);
  socket.destroy();
  await expect.poll(() => names()).toEqual(['there.txt']);
  await expect.poll(() => records).toContain('upload aborted');
});

test('DELETE only where it is allowed, and only files', async () => {
  const closed = await serve(true);
  const refused = await closed.request('/in/there.txt', { method: 'DELETE' });
  expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'GET, HEAD, PUT, OPTIONS']);
  const { request, names } = await serve({ allowDelete: true });
  expect((await request('/in/there.txt', { method: 'DELETE', headers: { 'If-Match': '"x"' } })).status).toBe(412);
  expect((await request('/in/there.txt', { method: 'DELETE' })).status).toBe(204);
  expect((await request('/in/there.txt', { method: 'DELETE' })).status).toBe(404);
  const folder = await request('/in', { method: 'DELETE' });
  expect([folder.status, folder.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  expect(await names()).toEqual([]);
});

test.each([
  ['/in/there.txt', 'GET, HEAD, PUT, DELETE, OPTIONS'],
  ['/in/new.txt', 'GET, HEAD, PUT, DELETE, OPTIONS'],
  ['/in/', 'GET, HEAD, POST, OPTIONS'],
  ['/in', 'GET, HEAD, POST, OPTIONS'],
  ['/in/.hidden', 'GET, HEAD, OPTIONS'],
  ['/', 'GET, HEAD, OPTIONS'],
])('what %s takes is said to whoever asks, and where another method is refused: %s', async (path, allow) => {
  const { request } = await serve({ at: '/in', allowDelete: true });
  const asked = await request(path, { method: 'OPTIONS' });
  expect([asked.status, asked.headers.get('Allow')]).toEqual([204, allow]);
  const refused = await request(path, { method: 'PATCH' });
  expect([refused.status, refused.headers.get('Allow')]).toEqual([405, allow]);
});

test('outside of `at` nothing can be sent', async () => {
  const { request, names } = await serve({ at: '/in' });
  expect((await request('/a.txt', put('x'))).status).toBe(405);
  expect((await request('/', form(['a.txt', 'x']))).status).toBe(405);
  expect((await request('/in/a.txt', put('x'))).status).toBe(201);
  expect(await names('.')).toEqual(['in']);
});

test('a page of another origin cannot write, unless cors names its origin', async () => {
  const foreign = { Origin: 'https://evil.invalid', 'Sec-Fetch-Site': 'cross-site' };
  const status = async (headers: Record<string, string>, cors: NonNullable<ConfigInput['cors']> = false) => {
    const { request, port } = await serve(true, { cors });
    const own = headers.Origin === 'own' ? { Origin: `http://127.0.0.1:${port}` } : headers;
    return [
      (await request('/in/a.txt', put('x', own))).status,
      (await request('/in/', { ...form(['b.txt', 'x']), headers: own })).status,
    ];
  };
  expect(await status(foreign)).toEqual([403, 403]);
  expect(await status({ Origin: 'https://evil.invalid' })).toEqual([403, 403]);
  expect(await status({ Origin: 'null' })).toEqual([403, 403]);
  expect(await status({ 'Sec-Fetch-Site': 'same-site' })).toEqual([403, 403]);
  expect(await status(foreign, true)).toEqual([403, 403]);
  expect(await status(foreign, { origins: ['https://evil.invalid'] })).toEqual([201, 201]);
  expect(await status({ Origin: 'own' })).toEqual([201, 201]);
  expect(await status({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://elsewhere.test' })).toEqual([201, 201]);
  expect(await status({})).toEqual([201, 201]);
});

test('pages below the upload area are strangers to the server’s own', async () => {
  const { root, request } = await serve({ at: '/in' });
  for (const path of ['in/page.html', 'page.html', 'in/drawing.svg']) await writeFile(join(root, path), '<p>hi');
  const policy = async (path: string) => (await request(path)).headers.get('Content-Security-Policy');
  expect(await policy('/in/page.html')).toBe('sandbox allow-scripts allow-forms allow-popups');
  expect(await policy('/in/drawing.svg')).toMatch(/sandbox/);
  expect(await policy('/in/there.txt')).toBeNull();
  expect(await policy('/page.html')).toBeNull();
  expect(await policy('/in/')).not.toMatch(/sandbox/);
});

test('what this server would run cannot be sent or deleted', async () => {
  const { root, request, names } = await serve(
    { conflict: 'replace', allowDelete: true },
    { cgi: true, handlers: 'in/handlers.mjs' },
    { 'in/handlers.mjs': 'export const GET = () => undefined;' },
  );
  await mkdir(join(root, 'cgi-bin'));
  for (const path of ['/in/a.php', '/in/A.PHP', '/in/handlers.mjs', '/cgi-bin/x.sh']) {
    expect([path, (await request(path, put('x'))).status]).toEqual([path, 403]);
  }
  expect((await request('/in/', form(['a.php', 'x']))).status).toBe(403);
  expect(await names()).toEqual(['handlers.mjs', 'there.txt']);
  expect((await request('/in/handlers.mjs', { method: 'DELETE' })).status).toBe(403);
});

test('what the handler module may import from beside it cannot be sent either; elsewhere it can', async () => {
  const module = { 'handlers.mjs': "import './lib.mjs'; export const GET = () => undefined;", 'lib.mjs': '' };
  const beside = await serve({ conflict: 'replace', allowDelete: true }, { handlers: 'handlers.mjs' }, module);
  for (const path of ['/lib.mjs', '/LIB.MJS', '/new.cjs', '/in/a.ts', '/package.json']) {
    expect([path, (await beside.request(path, put('x'))).status]).toEqual([path, 403]);
  }
  expect((await beside.request('/lib.mjs', { method: 'DELETE' })).status).toBe(403);
  expect((await beside.request('/in/data.json', put('{}'))).status).toBe(201);
  const apart = await serve({ at: '/in', conflict: 'replace' }, { handlers: 'handlers.mjs' }, module);
  expect((await apart.request('/in/lib.mjs', put('x'))).status).toBe(201);
});

test.skipIf(process.platform === 'win32')('a link is no way around what uploads must not do', async () => {
  const { root, request, text } = await serve(
    { conflict: 'replace', allowDelete: true },
    { cgi: true, handlers: 'in/handlers.mjs' },
    { 'in/handlers.mjs': 'export const GET = () => undefined;' },
  );
  await mkdir(join(root, 'cgi-bin'));
  await symlink('.', join(root, 'again'));
  await symlink('cgi-bin', join(root, 'scripts'));
  for (const path of ['/again/in/handlers.mjs', '/scripts/x.sh', '/again/scripts/x.sh']) {
    expect([path, (await request(path, put('x'))).status]).toEqual([path, 403]);
  }
  expect((await request('/scripts/', form(['x.sh', 'x']))).status).toBe(403);
  expect((await request('/again/in/handlers.mjs', { method: 'DELETE' })).status).toBe(403);
  expect(await text('in/handlers.mjs')).toMatch(/^export/);
  expect(await readdir(join(root, 'cgi-bin'))).toEqual([]);
});

test.skipIf(process.platform === 'win32')('pages that were sent in are strangers at every address', async () => {
  const { root, request } = await serve({ at: '/in' }, { mounts: [{ at: '/box', root: '/' }] });
  await symlink('in', join(root, 'by-link'));
  await writeFile(join(root, 'in/page.html'), '<p>hi');
  for (const path of ['/in/page.html', '/by-link/page.html', `/box${root}/in/page.html`]) {
    const { status, headers } = await request(path);
    expect([path, status, headers.get('Content-Security-Policy')]).toEqual([
      path,
      200,
      expect.stringMatching(/^sandbox/),
    ]);
  }
});

test.skipIf(process.platform === 'win32')('a link out of the folder is no way to write there', async () => {
  const { root, request, names } = await serve({ conflict: 'replace' });
  const outside = await mkdtemp(join(tmpdir(), 'portico-outside-'));
  folders.push(outside);
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await symlink(outside, join(root, 'in/out'));
  await symlink(join(outside, 'secret.txt'), join(root, 'in/link.txt'));
  expect((await request('/in/out/a.txt', put('x'))).status).toBe(403);
  expect((await request('/in/out/', form(['a.txt', 'x']))).status).toBe(404);
  expect((await request('/in/link.txt', put('x'))).status).toBe(403);
  expect(await readdir(outside)).toEqual(['secret.txt']);
  expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
  expect(await names()).toEqual(['link.txt', 'out', 'there.txt']);
});

test('left-over temporary files older than a day are removed at start, younger ones are not', async () => {
  const root = await mkdtemp(join(tmpdir(), 'portico-upload-'));
  folders.push(root);
  await mkdir(join(root, 'deep/er'), { recursive: true });
  const old = join(root, 'deep/er/.portico-upload-old');
  await writeFile(old, 'x');
  await writeFile(join(root, '.portico-upload-young'), 'x');
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  await utimes(old, twoDaysAgo, twoDaysAgo);
  const server = new FileServer(serverConfigSchema.parse({ root, upload: true, port: 0 }));
  await server.start();
  servers.push(server);
  await expect.poll(() => readdir(join(root, 'deep/er'))).toEqual([]);
  await sleep(50);
  expect(await readdir(root)).toContain('.portico-upload-young');
});
