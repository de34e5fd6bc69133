import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import type { ExchangeRecord } from '../../log/record.ts';
import { FileServer } from '../../server.ts';
import { exchangeBytes } from '../test-server.ts';

let root: string;
let server: FileServer;
let port: number;
let records: ExchangeRecord[];
let failures: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-local-redirect-'));
  mkdirSync(join(root, 'cgi-bin'));
  writeFileSync(join(root, 'page.txt'), 'a page');
});
afterEach(async () => {
  await server.stop(0);
  rmSync(root, { recursive: true, force: true });
});

async function start(input: ConfigInput = {}) {
  server = new FileServer(serverConfigSchema.parse({ root, port: 0, cgi: true, ...input }));
  records = [];
  failures = [];
  server.on('exchange', (record) => records.push(record));
  server.on('failure', (failure) => failures.push(failure));
  await server.start();
  port = server.state.kind === 'running' ? server.state.port : 0;
}

const script = (name: string, content: string) => writeFileSync(join(root, name), content, { mode: 0o755 });
const leadTo = (name: string, location: string) =>
  script(`cgi-bin/${name}`, `#!/bin/sh\nprintf 'Location: %s\\n\\n' "${location}"\n`);
const SHOW =
  '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n$REQUEST_METHOD [$CONTENT_LENGTH] $REQUEST_URI $QUERY_STRING"\n';

async function ask(path: string, options: RequestOptions = {}, content = '') {
  const request = http.request({ port, path, agent: false, ...options });
  request.end(content);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  );
  return { status: response.statusCode, fields: response.headers, content: await text(response) };
}

test('a file is answered in place of the script, with its own fields; the log has what was asked', async () => {
  leadTo('near', '/page.txt?x=1');
  await start();
  const answer = await ask('/cgi-bin/near');
  expect(answer).toMatchObject({ status: 200, content: 'a page' });
  expect(answer.fields).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-length': '6' });
  expect(answer.fields).not.toHaveProperty('location');
  const tag = { 'If-None-Match': answer.fields.etag ?? '' };
  expect((await ask('/cgi-bin/near', { headers: tag })).status).toBe(304);
  await expect
    .poll(() => records[0])
    .toMatchObject({
      method: 'GET',
      target: '/cgi-bin/near',
      status: 200,
      step: 'static',
      contentBytes: 6,
    });
});

test('another script is asked with GET, with the new query and without content', async () => {
  leadTo('near', '/cgi-bin/show?b=2');
  script('cgi-bin/show', SHOW);
  await start();
  const posted = await ask('/cgi-bin/near?a=1', { method: 'POST', headers: { 'Content-Type': 'a/b' } }, 'hello');
  expect(posted.content).toBe('GET [] /cgi-bin/show?b=2 b=2');
  const head = await ask('/cgi-bin/near', { method: 'HEAD' });
  expect([head.status, head.content]).toEqual([200, '']);
  await expect.poll(() => records.map(({ method }) => method)).toEqual(['POST', 'HEAD']);
});

test('content that the script left unread does not become the next request', async () => {
  leadTo('near', '/page.txt');
  await start();
  const post = `POST /cgi-bin/near HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40000\r\n\r\n${'x'.repeat(40_000)}`;
  const next = 'GET /page.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  const answers = await exchangeBytes(port, post + next);
  expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});

test('what is hidden or out of the root stays so', async () => {
  writeFileSync(join(root, '.env'), 'SECRET');
  leadTo('hidden', '/.env');
  leadTo('source', '/cgi-bin/hidden/../../cgi-bin/./hidden');
  leadTo('out', '/../../../../etc/passwd');
  leadTo('odd', '/%zz');
  await start();
  expect(await ask('/cgi-bin/hidden')).toMatchObject({ status: 404, content: expect.not.stringContaining('SECRET') });
  expect(await ask('/cgi-bin/source')).toMatchObject({ status: 404 });
  for (const name of ['out', 'odd']) expect((await ask(`/cgi-bin/${name}`)).status).toBe(502);
  expect(failures.join('\n')).toMatch(
    /cgi \/cgi-bin\/out: its Location \S+ cannot be followed: .*no path on this server/,
  );
});

test('a name is found as the script writes it, with blanks and letters beyond ASCII', async () => {
  writeFileSync(join(root, 'grüne Äpfel.txt'), 'apples');
  leadTo('near', '/grüne Äpfel.txt?x');
  await start();
  expect((await ask('/cgi-bin/near')).content).toBe('apples');
});

test('scripts that lead round and round are ended, and the log says which', async () => {
  leadTo('a', '/cgi-bin/b');
  leadTo('b', '/cgi-bin/a');
  await start({ cgi: { concurrency: 1 } });
  expect((await ask('/cgi-bin/a')).status).toBe(508);
  expect(failures).toEqual([expect.stringMatching(/cgi \/cgi-bin\/a: .* 10 local redirects.*round and round/)]);
  await expect.poll(() => records).toHaveLength(1);
});

test('the script is run each time: its answer is never taken for a file', async () => {
  script('cgi-bin/once', '#!/bin/sh\necho x >> runs\nprintf "Location: /page.txt\\n\\n"\n');
  script('cgi-bin/count', '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n"; wc -l < runs | tr -d " \\n"\n');
  await start();
  for (let i = 0; i < 4; i++) await ask('/cgi-bin/once', { method: i % 2 === 0 ? 'GET' : 'POST' });
  expect((await ask('/cgi-bin/count')).content).toBe('4');
});

test('header rules are those of the target, and a slow network is as slow as for any request', async () => {
  leadTo('near', '/page.txt');
  await start({
    headers: [
      { match: '/cgi-bin/**', set: { 'X-Script': 'yes' } },
      { match: '/page.txt', set: { 'X-Page': 'yes' } },
    ],
    cors: true,
    throttle: { latencyMs: 150, downKbps: 8000 },
  });
  const startedAt = performance.now();
  const { fields } = await ask('/cgi-bin/near', { headers: { Origin: 'http://a.test' } });
  expect(performance.now() - startedAt).toBeLessThan(290);
  expect(fields).toMatchObject({ 'x-page': 'yes', 'access-control-allow-origin': '*' });
  expect(fields).not.toHaveProperty('x-script');
});

test('an upload folder keeps its rules: the method is GET now', async () => {
  leadTo('near', '/page.txt');
  await start({ upload: { allowDelete: true } });
  expect((await ask('/cgi-bin/near', { method: 'DELETE' })).content).toBe('a page');
});

test.for([
  ['perl', 'x.pl', 'print "Location: /page.txt\\n\\n";', 200],
  ['perl', 'y.pl', 'print "Status: 307 Later\\nLocation: /page.txt\\n\\n";', 307],
  ['python3', 'x.py', 'print("Location: /page.txt\\n")', 200],
  ['php-cgi', 'x.php', '<?php header("Location: /page.txt");', 302], // PHP sets a status itself
] as const)('as %s writes it: %s', async ([program, name, content, status], { skip }) => {
  skip(!isInstalled(program), `${program} is not installed`);
  script(name, content);
  await start({ cgi: { interpreters: { [name.slice(1)]: program } } });
  const answer = await ask(`/${name}`);
  expect(answer.status).toBe(status);
  if (status === 200) expect(answer.content).toBe('a page');
  else expect(answer.fields.location).toBe('/page.txt');
});

function isInstalled(program: string): boolean {
  const isThere = spawnSync(program, ['-v'], { stdio: 'ignore' }).status === 0;
  if (!isThere) console.warn(`SKIPPED: local redirects of ${program}, which is not installed.`);
  return isThere;
}
