import { chmod, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loneCli, runCli, startCli, tempFolder } from './support/cli.ts';
import { everything, type Served, type Subject } from './support/served.ts';
import { canSharePort } from './support/shared-port.ts';
import { TEXT } from './support/site.ts';

const PAGE_LOAD = { headers: { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' } };

test('a copy of the command line with nothing beside it serves a folder', async () => {
  const file = await loneCli();
  expect(await readdir(dirname(file))).toEqual(['cli.js']);
  const cli = await startCli(['--qr'], { file, cwd: await tempFolder({ 'a.txt': 'hello', 'dir/b.txt': 'b' }) });
  const answer = await cli.fetch('/a.txt');
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/plain; charset=utf-8', 'hello']);
  expect(await (await cli.fetch('/dir/')).text()).toContain('href="b.txt"');
  expect(await (await cli.fetch('/none', PAGE_LOAD)).text()).toMatch(/<!doctype html>.*404/is);
  expect(cli.stdout()).toContain('█');
  expect((await cli.stop()).code).toBe(0);
});

test('it explains itself, its options, and who holds a port', async () => {
  const file = await loneCli();
  expect(await runCli(['--help'], { file })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--proxy /api='),
  });
  expect(JSON.parse((await runCli(['--print-config', '--cors'], { file })).stdout)).toMatchObject({ cors: true });
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as { port: number };
  const refused = await runCli([String(port), '--no-port-fallback'], { file, cwd: await tempFolder() });
  blocker.close();
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(`by node (process ${process.pid})`) });
});

describe('with every feature switched on', () => {
  describe('over plain HTTP', () => cases(everything({ protocol: 'http/1.1', cliFile: loneCli })));
  describe('over HTTP/2, with its own authority', () =>
    cases(everything({ protocol: 'https, h2', tls: 'local-ca', cliFile: loneCli })));
  const byTwo = canSharePort ? 'by two listeners' : 'by two listeners: they need Node 22.12 on Linux';
  test.runIf(canSharePort)(byTwo, async () => {
    const { fetch, stderr } = await everything({ protocol: 'http/1.1', cliFile: loneCli }, 'rest')();
    for (let i = 0; i < 20; i++) expect((await fetch(`/list/a.txt?${i}`)).status).toBe(200);
    expect(stderr()).not.toMatch(/^portico: /m);
  });
});

function cases(subject: Subject): void {
  test.each<[string, string, RequestInit, number, string]>([
    ['static', '/app.js', {}, 200, TEXT],
    ['cleanUrls', '/about', {}, 200, 'about'],
    ['spa', '/some/view', PAGE_LOAD, 200, 'home'],
    ['mounts', '/docs/deep/plain.txt', {}, 200, 'plain'],
    ['listing', '/list/', { headers: { Accept: 'application/json' } }, 200, '"name":"b10.txt"'],
    ['an error', '/gone/x', { headers: { Accept: 'text/html' } }, 502, '<!doctype html>'],
    ['upload', '/inbox/alone.txt', { method: 'PUT', body: 'up' }, 201, ''],
    ['rest', '/api/posts/2', {}, 200, '"beta"'],
    ['routes', '/canned/a?y=b', {}, 200, 'canned a b'],
    ['handlers', '/hello', {}, 200, 'handled'],
    ['inspect', '/inspect?x=1', { method: 'POST', body: 'text' }, 200, '"body":"text"'],
    ['proxy', '/up/x', {}, 200, '"x-added":"by us"'],
    ['liveReload', '/', PAGE_LOAD, 200, '/.portico/live-reload.js'],
  ])('%s answers', async (_, target, init, status, text) => {
    const answer = await (await subject()).fetch(target, init);
    expect([answer.status, (await answer.text()).replace(/": "/g, '":"')]).toEqual([
      status,
      expect.stringContaining(text),
    ]);
  });

  test('so do redirects, cors, auth, compression, caching and headers', async () => {
    const { fetch, fetchAs } = await subject();
    expect((await fetch('/old/guide')).headers.get('location')).toBe('/docs/guide');
    expect((await fetchAs(undefined, '/app.js')).status).toBe(401);
    const preflight = { Origin: 'http://app.test', 'Access-Control-Request-Method': 'GET' };
    expect((await fetchAs(undefined, '/app.js', { method: 'OPTIONS', headers: preflight })).status).toBe(204);
    for (const coding of ['br', 'gzip']) {
      const { headers } = await fetch('/app.js', { headers: { 'Accept-Encoding': coding } });
      expect(headers.get('content-encoding')).toBe(coding);
      expect([headers.get('cache-control'), headers.get('x-everything')]).toEqual(['private, max-age=60', 'on']);
    }
  });

  test.runIf(process.platform !== 'win32')('so do scripts', async () => {
    const served = await subject();
    await addScript(served);
    expect(await (await served.fetch('/cgi-bin/alone')).text()).toBe('script');
    expect(served.stderr()).not.toMatch(/Cannot find|ENOENT|TypeError|ReferenceError/);
  });
}

async function addScript({ folder }: Served): Promise<void> {
  const script = join(folder, 'public/cgi-bin/alone');
  await writeFile(script, '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nscript"\n');
  await chmod(script, 0o755);
}
