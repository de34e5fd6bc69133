import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

/** Published flaws of other servers that a server of files could share, each by its name. FIELD-NOTES §5 has the sources. */

let root: string;
let engine: Engine;
beforeAll(async () => {
  root = await tempFolder({
    'index.html': '<p>home',
    'a.txt': 'hello\n',
    'big.bin': Buffer.alloc(2_000_000, 'x'),
    'dir/index.html': '<p>dir',
    'cgi-bin/script.sh': '#!/bin/sh\necho secret',
    '.env': 'SECRET=1',
    '.git/config': 'secret',
    'file.php': '<?php secret',
    '"><script>alert(1)<.txt': 'x',
    'x\r\nSet-Cookie: a=b': 'x',
    'quote".txt': 'x',
  });
  await mkdir(`${root}-secret`);
  await writeFile(`${root}-secret/key.txt`, 'secret');
  await symlink(`${root}-secret`, join(root, 'linked'));
  engine = await serve(root);
});
afterAll(() => rm(`${root}-secret`, { recursive: true, force: true }));

const refused = async (target: string) => {
  const answer = await engine.get(target, 'Accept: text/html');
  expect([400, 404]).toContain(answer.status);
  expect(answer.content.toString()).not.toMatch(/secret|root:/);
};

describe('paths that leave the root or mean something else than they say', () => {
  const up = '/..'.repeat(12);
  test.each([
    ['CVE-2021-41773', '/cgi-bin/.%2e/.%2e/.%2e/.%2e/etc/passwd'],
    ['CVE-2021-41773', '/icons/.%2e/%2e%2e/%2e%2e/etc/passwd'],
    ['CVE-2021-42013', '/cgi-bin/.%%32%65/.%%32%65/.%%32%65/etc/passwd'],
    ['CVE-2021-42013', '/cgi-bin/%%32%65%%32%65/%%32%65%%32%65/etc/passwd'],
    ['CVE-2018-3712', '/%2e%2e/%2e%2e/%2e%2e/etc/passwd'],
    ['CVE-2018-3712', '/..%2f..%2f..%2fetc%2fpasswd'],
    ['CVE-2014-6394', '/../ROOT-secret/key.txt'],
    ['CVE-2014-6394', '/%2e%2e/ROOT-secret/key.txt'],
    ['CVE-2014-6394', '/linked/key.txt'],
    ['CVE-2023-37474', '/.cpr/%2Fetc%2Fpasswd'],
    ['CVE-2023-37474', '/.cpr%2F..%2F..%2Fetc%2Fpasswd'],
    ['CVE-2025-58753', '/a.txt/../.env'],
    ['CVE-2026-54286', '/dir%5C..%5C.env'],
    ['CVE-2026-53779', '/..%5C..%5C..%5Cetc%5Cpasswd'],
    ['CVE-2025-62522', '/.env%5C'],
    ['CVE-2025-23084', '/C:'],
    ['CVE-2025-23084', '/C:..%5C..%5Cetc%5Cpasswd'],
    ['CVE-2025-27210', '/dir/..%2FAUX/..%2F..%2F..%2Fetc/passwd'],
    ['CVE-2025-27210', '/CON/../../../etc/passwd'],
    ['CVE-2023-45284', '/COM%C2%B9'],
    ['CVE-2023-45284', '/COM1%20'],
    ['CVE-2010-2263', '/file.php::$DATA'],
    ['CVE-2011-4963', '/.git:$i30:$index_allocation/config'],
    ['CVE-2011-4963', '/.git./config'],
    ['CVE-2024-23331', '/.ENV'],
    ['CVE-2023-34092', '//.env'],
    ['CVE-2025-30208', '/@fs/etc/passwd?raw??'],
    ['CVE-2025-30208', '/.env?import&raw??'],
    ['CVE-2025-32395', '/@fs/x/#/../../../../etc/passwd'],
    ['CVE-2014-4650', '/cgi-bin%2fscript.sh'],
    ['CVE-2015-8859', `${up}/etc/passwd`],
    ['CVE-2014-6287', '/%00{.exec%7Ccmd.}'],
  ])('%s: %s', async (_, target) => {
    await refused(target.replace('ROOT', root.split('/').at(-1) ?? ''));
  });
});

describe('redirects to another host', () => {
  test.each([
    ['CVE-2021-28861', '//evil.example/%2e%2e/dir'],
    ['CVE-2021-28861', '//evil.example/..'],
    ['CVE-2015-1164', '//evil.example/../dir'],
    ['CVE-2015-1164', '///evil.example//../dir'],
    ['bpo-32084', '//dir'],
    ['GHSA-p6vg-p826-qp3v', '//evil.example//dir/..'],
    ['GHSA-pgh6-m65r-2rhq', '//^/..'],
    ['http-server 14.1.1', '//evil.example/%2e%2e/dir?x'],
    ['express', '/%5Cevil.example/..%2f'],
  ])('%s: %s', async (_, target) => {
    const { fields } = await engine.get(target);
    if (fields.location !== undefined) expect(fields.location).toMatch(/^\/(?![/\\])/);
  });
});

describe('markup and fields out of what was sent or what files are called', () => {
  test.each(['CVE-2024-43799', 'CVE-2024-43800'])('%s: redirect pages', async () => {
    for (const target of ['/dir?"><script>alert(1)</script>', '/dir?javascript:alert(1)']) {
      const answer = await engine.get(target.replaceAll(' ', '%20'), 'Accept: text/html');
      expect(answer.content.toString()).not.toContain('<script>');
    }
  });

  test.each(['CVE-2026-61504', 'CVE-2023-38501'])('%s: names in every form of the listing', async () => {
    for (const accept of ['text/html', 'text/plain', 'application/json']) {
      const answer = await engine.get('/?list', `Accept: ${accept}`);
      expect(answer.fields['content-type']).toContain(accept);
      expect(answer.fields['x-content-type-options']).toBe('nosniff');
      if (accept === 'text/html') expect(answer.content.toString()).not.toContain('"><script>');
      if (accept === 'text/plain') expect(answer.content.toString()).not.toContain('\r');
    }
  });

  test('CVE-2020-5398: a name with quotes or line ends never becomes a field', async () => {
    for (const target of ['/x%0D%0ASet-Cookie:%20a=b', '/quote%22.txt']) {
      const answer = await engine.get(target);
      expect(answer.status).toBe(200);
      expect(answer.fields).not.toHaveProperty('set-cookie');
    }
  });
});

describe('a web page that reaches for this computer', () => {
  test.each(['CVE-2018-5702', 'CVE-2018-7160', 'CVE-2025-24010'])('%s: a name bound to our address', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8000']) {
      expect((await engine.ask('GET /a.txt HTTP/1.1', [`Host: ${host}`])).status).toBe(421);
    }
  });

  test('CVE-2025-24010: a foreign origin may not read, unless cors says so', async () => {
    const answer = await engine.get('/a.txt', 'Origin: http://evil.example');
    for (const name of Object.keys(answer.fields)) expect(name).not.toMatch(/^access-control-/);
    const preflight = await engine.ask('OPTIONS /a.txt HTTP/1.1', [
      'Host: localhost',
      'Origin: http://evil.example',
      'Access-Control-Request-Method: GET',
    ]);
    expect(preflight.fields).not.toHaveProperty('access-control-allow-origin');
  });

  test('CORS never gives "*" together with credentials', async () => {
    const open = await serve(root, { cors: true });
    const { fields } = await open.get('/a.txt', 'Origin: http://evil.example');
    expect(fields['access-control-allow-origin']).toBe('*');
    expect(fields).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('framing', () => {
  test.each([
    ['CVE-2022-32213', 'Transfer-Encoding: chunkedchunked\r\nContent-Length: 5'],
    ['CVE-2022-35256', 'Transfer-Encoding: chunked\nContent-Length: 5'],
    ['CVE-2023-30589', 'Transfer-Encoding:chunked\r\rContent-Length: 5'],
    ['CVE-2019-15605', 'Transfer-Encoding: \x0bchunked\r\nContent-Length: 5'],
    ['CVE-2022-32215', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 5'],
  ])('%s', async (_, fields) => {
    const client = engine.connect();
    client.send(
      `GET /a.txt HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    expect((await client.answer()).status).toBe(400);
    await client.ended();
    expect(client.unread).toHaveLength(0);
  });
});

describe('load by few bytes', () => {
  test('CVE-2011-3192: a thousand overlapping ranges are one answer with the whole file', async () => {
    const ranges = Array.from({ length: 1_300 }, (_, i) => `5-${i}`).join(',');
    const answer = await engine.get('/big.bin', `Range: bytes=0-,${ranges}`);
    expect(answer).toMatchObject({ status: 200, fields: { 'content-length': '2000000' } });
  });

  test('CVE-2017-7529: a suffix beyond all numbers', async () => {
    for (const range of ['bytes=-9223372036854773809,-9223372036854775808', 'bytes=-17208,-9223372036854758792']) {
      const answer = await engine.get('/big.bin', `Range: ${range}`);
      expect([200, 206, 416]).toContain(answer.status);
      expect(answer.content.length).toBeLessThanOrEqual(2_001_000);
    }
  });

  test('CVE-2024-37890: more fields than a head should have', async () => {
    const fields = Array.from({ length: 2_500 }, (_, i) => `X${i}: y`);
    const answer = await engine.get('/a.txt', ...fields, 'Connection: Upgrade', 'Upgrade: websocket');
    expect(answer.status).toBe(200);
  });

  test('CVE-2026-33671: globs of the options take linear time', async () => {
    const globbed = await serve(root, { headers: [{ match: '/**/*a*a*a*a*a*a*b', set: { 'X-A': '1' } }] });
    const start = performance.now();
    expect((await globbed.get(`/${'a/'.repeat(20)}${'a'.repeat(5_000)}`)).status).toBe(404);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('sirv 3.0.2: a reversed range ends nothing', async () => {
    expect((await engine.get('/a.txt', 'Range: bytes=5-2')).status).toBe(200);
    expect((await engine.get('/a.txt')).status).toBe(200);
  });
});

test('nothing of all this was a bug', () => {
  expect(engine.failures).toEqual([]);
});
