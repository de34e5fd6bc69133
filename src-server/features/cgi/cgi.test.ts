import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serverConfigSchema } from '../../config/schema.ts';
import { DiskFileSpace } from '../../files/disk-file-space.ts';
import type { Step } from '../../pipeline/compose.ts';
import { FileServer } from '../../server.ts';
import { exchangeBytes, serveSteps, type TestServer } from '../test-server.ts';
import { cgi, cgiConfig } from './cgi.ts';
import { sourceTest } from './find-script.ts';

let root: string;
let reports: string[];
let server: TestServer | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-cgi-'));
  mkdirSync(join(root, 'cgi-bin'));
  reports = [];
});
afterEach(async () => {
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

function script(name: string, text: string, mode = 0o755): string {
  const file = join(root, name);
  writeFileSync(file, text, { mode });
  chmodSync(file, mode);
  return file;
}
const sh = (name: string, text: string) => script(name, `#!/bin/sh\n${text}\n`);

function installed(program: string, args = ['-v']): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`${program} is not installed: its CGI test is skipped`);
    return false;
  }
}

async function start(options: object = {}, more: object = {}, ...before: Step[]) {
  const config = serverConfigSchema.parse({ root, cgi: options, ...more });
  if (config.cgi === false) throw new Error('cgi is off');
  const files = new DiskFileSpace(config);
  const feature = cgi(config.cgi, { config, files, report: (text) => reports.push(text) });
  server = await serveSteps(...before, feature.step);
  const { url, port, failures } = server;
  return {
    url,
    port,
    failures,
    isSource: sourceTest(cgiConfig(config.cgi), files),
    get: (path: string, init?: RequestInit) => fetch(url + path, { redirect: 'manual', ...init }),
  };
}

const environment =
  '#!/usr/bin/env python3\nimport os, json\nprint("Content-Type: application/json\\n")\nprint(json.dumps(dict(os.environ, CWD=os.getcwd())))\n';

describe('what a script is told', () => {
  test('the meta-variables of RFC 3875, and nothing of our own environment', async () => {
    vi.stubEnv('PORTICO_SECRET', 'x');
    const file = script('cgi-bin/env.py', environment);
    const { get, port } = await start();
    const headers = {
      ...{ Proxy: 'http://evil', Authorization: 'Basic eA==', 'X-Own': 'a', X_Own: 'forged' },
      ...{ 'Content-Type': 'text/x', Cookie: 'a=b' },
    };
    const answer = await get('/cgi-bin/env.py/one%20two/x?q=a+b&r', { method: 'POST', body: 'hello', headers });
    const variables = (await answer.json()) as Record<string, string>;
    vi.unstubAllEnvs();
    expect(variables).toMatchObject({
      GATEWAY_INTERFACE: 'CGI/1.1',
      SERVER_PROTOCOL: 'HTTP/1.1',
      SERVER_NAME: '127.0.0.1',
      SERVER_PORT: String(port),
      REQUEST_METHOD: 'POST',
      REQUEST_URI: '/cgi-bin/env.py/one%20two/x?q=a+b&r',
      SCRIPT_NAME: '/cgi-bin/env.py',
      SCRIPT_FILENAME: file,
      DOCUMENT_ROOT: root,
      PATH_INFO: '/one two/x',
      PATH_TRANSLATED: join(root, 'one two', 'x'),
      QUERY_STRING: 'q=a+b&r',
      REMOTE_ADDR: '127.0.0.1',
      CONTENT_LENGTH: '5',
      CONTENT_TYPE: 'text/x',
      HTTP_HOST: `127.0.0.1:${port}`,
      HTTP_X_OWN: 'a',
      HTTP_COOKIE: 'a=b',
      CWD: join(root, 'cgi-bin'),
    });
    for (const name of ['HTTP_PROXY', 'HTTP_AUTHORIZATION', 'PORTICO_SECRET', 'HOME', 'REMOTE_USER', 'HTTPS']) {
      expect([name, variables[name]]).toEqual([name, undefined]);
    }
  });

  test('the name of a signed-in user', async () => {
    script('cgi-bin/env.py', environment);
    const signIn: Step = (exchange, next) => {
      exchange.user = { name: 'ann', access: 'read' };
      return next();
    };
    const { get } = await start({}, {}, signIn);
    expect(await (await get('/cgi-bin/env.py')).json()).toMatchObject({ REMOTE_USER: 'ann', AUTH_TYPE: 'Basic' });
  });

  test('a query is never a command line (CVE-2012-1823)', async () => {
    sh('cgi-bin/args', 'echo "Content-Type: text/plain"; echo; echo "[$#]"');
    const { get } = await start();
    expect(await (await get('/cgi-bin/args?-s+-d')).text()).toBe('[0]\n');
  });

  test('an escaped slash in the rest of the path is 404', async () => {
    sh('cgi-bin/x', 'echo "Content-Type: text/plain"; echo');
    const { get } = await start();
    expect((await get('/cgi-bin/x/a%2Fb')).status).toBe(404);
  });
});

describe('content', () => {
  test('streams in and out: 32 MiB through cat', async () => {
    sh('cgi-bin/cat', 'echo "Content-Type: application/octet-stream"; echo; cat');
    const { port } = await start();
    const request = http.request({
      port,
      path: '/cgi-bin/cat',
      method: 'POST',
      headers: { 'Content-Length': 32 << 20 },
    });
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    const block = Buffer.alloc(1 << 20, 'y');
    let received = 0;
    const read = answered.then(async ([response]) => {
      for await (const chunk of response) received += (chunk as Buffer).length;
    });
    for (let i = 0; i < 32; i++) if (!request.write(block)) await once(request, 'drain');
    request.end();
    await read;
    expect(received).toBe(32 << 20);
  });

  test('of unknown length is read first, so that CONTENT_LENGTH is right', async () => {
    sh('cgi-bin/cat', 'echo "Content-Type: text/plain"; echo; echo "$CONTENT_LENGTH"; cat');
    const { port } = await start();
    const head = 'POST /cgi-bin/cat HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n';
    const text = await exchangeBytes(port, `${head}5\r\nhello\r\n3\r\n!!!\r\n0\r\n\r\n`);
    expect(text).toContain('8\n');
    expect(text).toContain('hello!!!');
  });

  test('output arrives as it is written', async () => {
    sh('cgi-bin/slow', 'echo "Content-Type: text/plain"; echo; echo one; sleep 0.4; echo two');
    const { get } = await start();
    const startedAt = performance.now();
    const response = await get('/cgi-bin/slow');
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one\n');
    expect(performance.now() - startedAt).toBeLessThan(380);
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two\n');
  });

  test('HEAD runs the script and leaves its content out', async () => {
    sh('cgi-bin/x', 'echo "X-Method: $REQUEST_METHOD"; echo "Content-Type: text/plain"; echo; echo content');
    const { port } = await start();
    const text = await exchangeBytes(port, 'HEAD /cgi-bin/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/X-Method: HEAD\r\n/);
    expect(text).toMatch(/\r\n\r\n$/);
  });
});

describe('the head', () => {
  test.each([
    ['Status: 404 Nope\\r\\nContent-Type: text/plain\\r\\n\\r\\n', 404, undefined],
    ['Location: https://example.org/x\\n\\n', 302, 'https://example.org/x'],
    ['Location: //example.org/x\\n\\n', 302, '//example.org/x'],
    ['Location: /here#part\\n\\n', 302, '/here#part'],
    ['Location: /here\\nSet-Cookie: a=b\\n\\n', 302, '/here'],
    ['Content-Type: text/html\\nLocation: /here\\n\\n', 302, '/here'],
    ['Status: 301\\nLocation: /here\\n\\n', 301, '/here'],
    ['Content-Type: text/html\\r\\nX-A: 1\\r\\n\\n', 200, undefined],
  ])('%s is understood', async (output, status, location) => {
    sh('cgi-bin/x', `printf '${output}'`);
    const { get } = await start();
    const response = await get('/cgi-bin/x');
    expect([response.status, response.headers.get('location')]).toEqual([status, location ?? null]);
    expect(response.headers.get('status')).toBeNull();
  });

  test('several cookies stay apart, and fields of the connection are not the business of a script', async () => {
    sh(
      'cgi-bin/x',
      "printf 'Content-Type: a/b\\nSet-Cookie: a=1\\nSet-Cookie: b=2\\nTransfer-Encoding: chunked\\nConnection: x\\n\\nhi'",
    );
    const { get } = await start();
    const response = await get('/cgi-bin/x');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('hi');
  });

  test.each([
    ['nothing', 'true', 502, /wrote nothing/],
    ['no head', 'echo hello; echo', 502, /"hello"/],
    ['an unfinished head', 'echo "Content-Type: text/plain"', 502, /ends within the head/],
    ['a split field', "printf 'Content-Type: a/b\\nX: a\\001b\\n\\n'", 502, /where a field was due/],
    ['a bad status', "printf 'Status: abc\\n\\n'", 502, /Status/],
    [
      'two lengths',
      "printf 'Content-Type: a/b\\nContent-Length: 2\\nContent-Length: 3\\n\\nhi'",
      502,
      /Content-Length more than/,
    ],
    ['two places', "printf 'Location: /a\\nLocation: /b\\n\\n'", 502, /Location more than once/],
    ['no place', "printf 'Location:\\n\\n'", 502, /Location is empty/],
    ['a status line of its own', "printf 'HTTP/1.1 200 OK\\r\\n\\r\\n'", 500, /nph-/],
    ['too little', "printf 'Content-Type: a/b\\nContent-Length: 9\\n\\nhi'", 0, /promised 9 bytes and wrote 2/],
    ['too much', "printf 'Content-Type: a/b\\nContent-Length: 1\\n\\nhi'", 0, /promised 1 bytes and wrote more/],
  ])('%s is an error, with its reason in the log', async (_, text, status, reason) => {
    sh('cgi-bin/x', text);
    const { get } = await start();
    const response = await get('/cgi-bin/x').catch(() => undefined);
    if (status > 0) expect(response?.status).toBe(status);
    else await expect(response ? response.text() : Promise.reject(new Error('cut'))).rejects.toThrow();
    expect(reports.join('\n')).toMatch(reason);
    expect(reports.join('\n')).toContain('cgi /cgi-bin/x');
  });

  test('error output goes to the log line by line', async () => {
    sh('cgi-bin/x', 'echo first >&2; echo second >&2; echo "Content-Type: a/b"; echo');
    const { get } = await start();
    await get('/cgi-bin/x');
    await vi.waitFor(() => expect(reports).toEqual(['cgi /cgi-bin/x: first', 'cgi /cgi-bin/x: second']));
  });
});

describe('limits', () => {
  const alive = (pid: string) =>
    existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

  test.runIf(process.platform === 'linux')('a script that takes too long is ended with its children: 504', async () => {
    sh('cgi-bin/x', `sleep 60 & echo $! > '${root}/child'; echo $$ > '${root}/parent'; wait`);
    const { get } = await start({ timeoutMs: 200 });
    expect((await get('/cgi-bin/x')).status).toBe(504);
    const pids = ['child', 'parent'].map((name) => readFileSync(join(root, name), 'utf8').trim());
    await vi.waitFor(() => expect(pids.filter(alive)).toEqual([]));
    expect(reports.join()).toContain('0.2 s');
  });

  test.runIf(process.platform === 'linux')('a client that leaves ends the script', async () => {
    sh('cgi-bin/x', `echo $$ > '${root}/pid'; exec sleep 60`);
    const { get, failures } = await start();
    const controller = new AbortController();
    const asked = get('/cgi-bin/x', { signal: controller.signal }).catch(() => undefined);
    await vi.waitFor(() => expect(readFileSync(join(root, 'pid'), 'utf8')).toMatch(/\d\n/));
    controller.abort();
    await asked;
    await vi.waitFor(() => expect(alive(readFileSync(join(root, 'pid'), 'utf8').trim())).toBe(false));
    expect(failures).toEqual([]);
  });

  test('only so many run at once; the others wait, and too many are 503', async () => {
    // the first one runs until all the others have come, however busy this computer is
    sh('cgi-bin/x', `[ -e '${root}/ran' ] || sleep 1; : > '${root}/ran'; echo "Content-Type: a/b"; echo`);
    const { get } = await start({ concurrency: 1 });
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await get('/cgi-bin/x')).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(17);
    expect(statuses.filter((status) => status === 503)).toHaveLength(3);
  });

  test('a script that does not read its content is no error', async () => {
    sh('cgi-bin/x', 'echo "Content-Type: a/b"; echo; echo done');
    const { get, failures } = await start();
    const response = await get('/cgi-bin/x', { method: 'POST', body: 'x'.repeat(3_000_000) });
    expect(await response.text()).toBe('done\n');
    expect(failures).toEqual([]);
  });

  test('other requests are answered while a script runs', async () => {
    sh('cgi-bin/x', 'sleep 1; echo "Content-Type: a/b"; echo');
    const { get } = await start();
    const slow = get('/cgi-bin/x');
    await delay(30);
    const startedAt = performance.now();
    expect((await get('/none')).status).toBe(404);
    expect(performance.now() - startedAt).toBeLessThan(200);
    await slow;
  });
});

describe('which files are scripts', () => {
  test('what is not executable is refused, and the log says what to do', async () => {
    script('cgi-bin/x.txt', 'secret', 0o644);
    const { get, isSource } = await start();
    const response = await get('/cgi-bin/x.txt');
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('secret');
    expect(reports.join()).toContain('chmod +x');
    expect(isSource(join(root, 'cgi-bin/x.txt'))).toBe(true);
    expect(isSource(join(root, 'CGI-BIN/x.txt'))).toBe(true);
    expect(isSource(join(root, 'cgi-bin.txt'))).toBe(false);
  });

  test('files elsewhere are no scripts, folders and missing files neither', async () => {
    sh('x.sh', 'true');
    const { get } = await start();
    for (const path of ['/x.sh', '/cgi-bin/', '/cgi-bin', '/cgi-bin/none', '/cgi-binx']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  test('links out of the root are not followed', async () => {
    symlinkSync('/bin/echo', join(root, 'cgi-bin/echo'));
    const { get } = await start();
    expect((await get('/cgi-bin/echo')).status).toBe(404);
  });

  test('an interpreter that is missing is said at start and 500 when asked for', async () => {
    writeFileSync(join(root, 'a.foo'), 'source');
    const { get } = await start({ interpreters: { '.foo': 'no-such-program' } });
    expect(reports.join()).toContain('"no-such-program" is not installed');
    const response = await get('/a.foo');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('source');
  });

  test('a batch file as interpreter is refused at start', async () => {
    await expect(start({ interpreters: { '.foo': 'run.cmd' } })).rejects.toThrow(/batch file/);
  });

  test.runIf(installed('php-cgi'))(
    'php-cgi runs .php anywhere, as index too, with its own redirect check on',
    async () => {
      mkdirSync(join(root, 'shop'));
      script(
        'shop/index.php',
        '<?php header("X-A: 1"); echo $_GET["q"] ?? "none", " ", $_SERVER["PHP_SELF"], " ", file_get_contents("php://input");',
        0o644,
      );
      const { get, isSource } = await start({}, { index: ['index.html', 'index.php'] });
      expect(await (await get('/shop/index.php/more?q=1', { method: 'POST', body: 'in' })).text()).toBe(
        '1 /shop/index.php/more in',
      );
      const index = await get('/shop/?q=2');
      expect(await index.text()).toBe('2 /shop/index.php ');
      expect(index.headers.get('content-type')).toContain('text/html');
      expect((await get('/shop/index.php?-s')).headers.get('x-a')).toBe('1');
      expect(isSource(join(root, 'shop/INDEX.PHP'))).toBe(true);
    },
  );

  test.runIf(installed('perl'))('perl and node run as interpreters too', async () => {
    script('a.pl', 'print "Content-Type: text/plain\\n\\nperl $ENV{QUERY_STRING}";', 0o644);
    script('a.cjs', 'console.log("Content-Type: text/plain\\n\\nnode " + process.env.QUERY_STRING)', 0o644);
    const { get } = await start({ interpreters: { '.pl': 'perl', '.cjs': process.execPath } });
    expect(await (await get('/a.pl?x')).text()).toBe('perl x');
    expect(await (await get('/a.cjs?y')).text()).toBe('node y\n');
  });
});

test('no way of asking shows the source of a script', async () => {
  const secret = '#!/bin/sh\n# secret\necho "Content-Type: text/plain"; echo; echo ran';
  script('cgi-bin/x', secret);
  script('cgi-bin/data', 'secret', 0o644);
  script('a.php', '<?php /* secret */ echo "ran";', 0o644);
  symlinkSync('a.php', join(root, 'innocent.txt'));
  symlinkSync('cgi-bin', join(root, 'alias'));
  const whole = new FileServer(serverConfigSchema.parse({ root, port: 0, cgi: true }));
  whole.on('failure', (text) => reports.push(text));
  await whole.start();
  const { state } = whole;
  if (state.kind !== 'running') throw new Error('not running');
  const ask = async (path: string, head = '') =>
    exchangeBytes(state.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${head}Connection: close\r\n\r\n`);
  const paths = [
    '/cgi-bin/x',
    '/cgi-bin/data',
    '/a.php',
    '/a.php/',
    '/a%2Ephp',
    '/A.PHP',
    '/cgi-bin%2fx',
    '//cgi-bin/x',
    '/innocent.txt',
  ];
  paths.push(
    '/cgi-bin/./x',
    '/%63gi-bin/data',
    '/alias/data',
    '/alias/x',
    '/a.php%00',
    '/a.php%20',
    '/a.php.',
    '/a.php::$DATA',
  );
  for (const path of paths) {
    expect([path, (await ask(path)).includes('secret')]).toEqual([path, false]);
    expect([path, (await ask(path, 'Range: bytes=0-99\r\n')).includes('secret')]).toEqual([path, false]);
  }
  expect(await ask('/cgi-bin/x')).toContain('ran');
  await whole.stop();
});
