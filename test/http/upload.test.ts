import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { uploadCases } from './cases/upload.ts';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

const form = (name: string, content: string): RequestInit => {
  const body = new FormData();
  body.append('files', new Blob([content]), name);
  return { method: 'POST', body };
};

test('the example: the listing has a form, and what it sends arrives', async () => {
  const server = await startExample('upload');
  const page = await (await server.fetch('/inbox/', { headers: { Accept: 'text/html' } })).text();
  expect(page).toMatch(/<form[^>]*multipart\/form-data/);
  const sent = await server.fetch('/inbox/', { ...form('README.txt', 'mine'), headers: { Accept: 'text/html' } });
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, '/inbox/']);
  expect(await readFile(join(server.folder, 'public/inbox/README (1).txt'), 'utf8')).toBe('mine');
  expect((await server.fetch('/inbox/README%20(1).txt')).status).toBe(200);
  expect((await server.fetch('/', form('a.txt', 'x'))).status).toBe(405);
  const html = await server.fetch('/inbox/page.html', { method: 'PUT', body: '<script>1</script>' });
  expect(html.status).toBe(201);
  expect((await server.fetch('/inbox/page.html')).headers.get('Content-Security-Policy')).toMatch(/^sandbox/);
});

test.runIf(process.platform === 'linux')(
  'an upload takes no more memory than a small one, and appears whole',
  async () => {
    const folder = await tempFolder();
    const server = await startCli([folder, '--upload']);
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const pieces = 1000;
    const before = await residentBytes(server);
    let peak = 0;
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `PUT /large.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${pieces * piece.length}\r\nConnection: close\r\n\r\n`,
    );
    for (let i = 0; i < pieces; i++) {
      if (!socket.write(piece)) await once(socket, 'drain');
      if (i % 50 === 0) peak = Math.max(peak, await residentBytes(server));
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 201/);
    expect((await stat(join(folder, 'large.bin'))).size).toBe(pieces * piece.length);
    expect(peak - before).toBeLessThan(150 * piece.length);
  },
);

test('kill -9 in the midst of an upload leaves nothing that is served', async () => {
  const folder = await tempFolder();
  const server = await startCli([folder, '--upload']);
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('PUT /a.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nhalf');
  await expect.poll(() => readdir(folder)).toHaveLength(1);
  await server.stop('SIGKILL');
  const next = await startCli([folder, '--upload']);
  const listing = await next.fetch('/', { headers: { Accept: 'application/json' } });
  expect(await listing.json()).toMatchObject({ entries: [] });
  const [leftover = ''] = await readdir(folder);
  expect((await next.fetch(`/${leftover}`)).status).toBe(404);
});

test('users who may only read cannot write; those who may write can', async () => {
  const folder = await tempFolder();
  const server = await startCli([folder, '--upload', '--auth', 'reader:r:read', '--auth', 'writer:w:write']);
  const as = (credentials: string) => ({ Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` });
  const put = async (headers: Record<string, string>) =>
    (await server.fetch('/a.txt', { method: 'PUT', body: 'x', headers })).status;
  expect(await put({})).toBe(401);
  expect(await put(as('reader:r'))).toBe(403);
  expect(await put(as('writer:w'))).toBe(201);
});

/** Resident memory of the server as Linux tells it. */
async function residentBytes({ pid }: RunningCli): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

describe('as beside all other features', () => uploadCases(only('upload')));
