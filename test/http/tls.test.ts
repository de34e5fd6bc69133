import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import http2, { type ClientHttp2Session } from 'node:http2';
import https from 'node:https';
import { dirname, join, resolve } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { findProgram } from '../../build/run.ts';
import { askHttp2 } from '../../src-server/listen/tls/ask-http2.ts';
import { certificateFiles } from './support/certificate.ts';
import { runCli, startCli, tempFolder } from './support/cli.ts';
import { openClient } from './support/client.ts';

const hasOpenssl = findProgram('openssl') !== undefined;
if (!hasOpenssl) console.warn('SKIPPED: certificates in files, because openssl is not installed.');

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

async function get(origin: string, path: string, ca: Buffer): Promise<{ status: number; text: string }> {
  const [response] = (await once(https.get(origin + path, { ca, agent: false }), 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, text };
}

function session(origin: string, ca: Buffer): ClientHttp2Session {
  const client = http2.connect(origin, { ca });
  closing.push(() => client.destroy());
  return client;
}

/** A certificate with its key in `cert.pem` and `key.pem`. */
async function certificate(...more: string[]): Promise<{ folder: string; cert: string; key: string; ca: Buffer }> {
  const [folder, secrets] = [await tempFolder({ 'a.txt': 'a' }), await tempFolder()];
  const [cert, key] = [join(secrets, 'cert.pem'), join(secrets, 'key.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const request = [
    'req',
    '-x509',
    ...curve,
    ...(more.length > 0 ? more : ['-nodes']),
    ...names,
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', request, { stdio: 'ignore' });
  return { folder, cert, key, ca: await readFile(cert) };
}

test('the example: an authority of this computer, said where, made once', async () => {
  const state = await tempFolder();
  const options = { env: { PORTICO_STATE_DIR: state } };
  const args = ['--config', resolve('docs/examples/tls/site.json')];
  const server = await startCli(args, options);
  expect(server.stdout()).toMatch(/^Serving HTTPS on 127\.0\.0\.1 port \d+ \(https:\/\/127\.0\.0\.1:\d+\/\) \.\.\.\n/);
  const file = join(state, 'ca/portico-root.crt');
  await server.logged(/portico-root\.crt/);
  const ca = await readFile(file);
  expect((await get(server.origin, '/', ca)).text).toContain('came over TLS');
  await server.stop();
  await startCli(args, options);
  expect((await readFile(file)).equals(ca)).toBe(true);
});

test.runIf(hasOpenssl)("Python's flags: --tls-cert, --tls-key and --tls-password-file", async () => {
  const { folder, cert, key, ca } = await certificate('-passout', 'pass:secret');
  const password = join(key, '../password.txt');
  await writeFile(password, 'secret\n');
  const server = await startCli([folder, '--tls-cert', cert, '--tls-key', key, '--tls-password-file', password]);
  expect(await get(server.origin, '/a.txt', ca)).toEqual({ status: 200, text: 'a' });
  await server.logged(/"GET \/a\.txt HTTP\/1\.1" 200/);
  const plain = await fetch(`http://127.0.0.1:${server.port}/a.txt?x`, { redirect: 'manual' });
  expect([plain.status, plain.headers.get('location')]).toEqual([301, `${server.origin}/a.txt?x`]);

  const wrong = await runCli([folder, '--port', '0', '--tls-cert', cert, '--tls-key', cert]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/tls\.key: .*cert\.pem cannot be used: it holds no private key/);
  const none = await runCli([folder, '--port', '0', '--tls-key', key]);
  expect(none.code).toBe(2);
});

test.runIf(hasOpenssl)('HTTP/2: listings, uploads, handlers, errors and throttled answers', async () => {
  const { folder, cert, key, ca } = await certificate();
  await writeFile(
    join(folder, 'h.mjs'),
    'export const POST = async (request) => new Response("got " + await request.text())',
  );
  const server = await startCli([
    folder,
    '--tls-cert',
    cert,
    '--tls-key',
    key,
    '--upload',
    '--upload-at',
    '/in',
    '--handlers',
    join(folder, 'h.mjs'),
    '--inspect',
    '--live-reload',
  ]);
  const client = session(server.origin, ca);
  expect((await askHttp2(client, { ':path': '/', accept: 'application/json' })).text).toContain('"a.txt"');
  expect((await askHttp2(client, { ':path': '/', accept: 'text/html' })).text).toContain('a.txt');
  expect((await askHttp2(client, { ':path': '/x', ':method': 'POST' }, 'hello')).text).toBe('got hello');
  expect((await askHttp2(client, { ':path': '/none', accept: 'text/html' })).status).toBe(404);
  expect(JSON.parse((await askHttp2(client, { ':path': '/inspect?q=1' })).text)).toMatchObject({
    httpVersion: '2.0',
    query: { q: '1' },
  });
  const all = await Promise.all(Array.from({ length: 50 }, () => askHttp2(client, { ':path': '/a.txt' })));
  expect(new Set(all.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 a']));
  const stream = client.request({ ':path': '/.portico/events' });
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  expect(String(chunk)).toContain('retry');
  stream.close();
  await server.logged(/"GET \/a\.txt HTTP\/2\.0" 200/);
  expect(server.stderr()).not.toMatch(/Error/);
  expect((await server.stop()).code).toBe(0);
});

test.runIf(hasOpenssl)('HTTP/2 uploads arrive whole', async () => {
  const { folder, cert, key, ca } = await certificate();
  const server = await startCli([folder, '--tls-cert', cert, '--tls-key', key, '--upload']);
  const client = session(server.origin, ca);
  const content = 'x'.repeat(3_000_000);
  expect((await askHttp2(client, { ':path': '/b.txt', ':method': 'PUT' }, content)).status).toBe(201);
  expect((await readFile(join(folder, 'b.txt'), 'utf8')) === content).toBe(true);
});

test.runIf(hasOpenssl)('a WebSocket passes over TLS', async () => {
  const { folder, cert, key, ca } = await certificate();
  const other = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(other, 'listening');
  closing.push(() => other.close());
  other.on('connection', (socket, request) => socket.send(String(request.headers['x-forwarded-proto'])));
  const target = `http://127.0.0.1:${(other.address() as { port: number }).port}`;
  const server = await startCli([folder, '--tls-cert', cert, '--tls-key', key, '--proxy', `/chat=${target}`]);
  const socket = new WebSocket(`${server.origin.replace('https', 'wss')}/chat`, { ca });
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(String(message)).toBe('https');
  socket.close();
});

test('over TLS 1.2 only ciphers that HTTP/2 allows are taken (RFC 9113 §9.2.2)', async () => {
  const state = await tempFolder();
  const { port } = await startCli([await tempFolder(), '--tls'], { env: { PORTICO_STATE_DIR: state } });
  const shake = async (options: ConnectionOptions) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    closing.push(() => socket.destroy());
    return once(socket, 'secureConnect').then(
      () => socket.getCipher().name,
      () => 'refused',
    );
  };
  const older: ConnectionOptions = { maxVersion: 'TLSv1.2' };
  expect(await shake({ ...older, ciphers: 'ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-CCM8' })).toBe('refused');
  expect(await shake(older)).toMatch(/^ECDHE-ECDSA-.*(GCM|CHACHA20)/);
  expect(await shake({})).toMatch(/^TLS_/);
});

test('no private key is ever sent or replaced, though it lies in the served folder', async () => {
  const { tls, ca } = await certificateFiles();
  const root = dirname(tls.cert);
  await symlink('key.pem', join(root, 'alias.txt'));
  const state = join(root, 'state');
  const flags = ['--tls-cert', tls.cert, '--tls-key', tls.key, '--tls-password-file', tls.passphraseFile];
  const server = await startCli([root, ...flags, '--upload', '--upload-conflict', 'replace'], {
    env: { PORTICO_STATE_DIR: state },
  });
  await startCli([await tempFolder(), '--tls'], { env: { PORTICO_STATE_DIR: state } }); // makes an authority there
  const client = openClient(server.origin, 'https, http/1.1', ca);
  closing.push(client.close);
  for (const path of ['/key.pem', '/phrase.txt', '/alias.txt', '/state/ca/root-key.pem', '/state/ca/server.pem']) {
    expect([path, (await client.fetch(path)).status]).toEqual([path, 404]);
  }
  expect((await client.fetch('/key.pem', { method: 'PUT', body: 'x' })).status).toBe(403);
  expect((await client.fetch('/cert.pem')).status).toBe(200);
  expect((await client.fetch('/state/ca/portico-root.crt')).status).toBe(200); // devices need it
  const plain = { headers: { Accept: 'text/plain' } };
  expect(await (await client.fetch('/', plain)).text()).toBe('state\nalias.txt\ncert.pem\n');
  expect(await (await client.fetch('/state/ca/', plain)).text()).toBe('portico-root.crt\n');
});
