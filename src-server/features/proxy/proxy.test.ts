import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { serverConfigSchema } from '../../config/schema.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { exchangeBytes, serveSteps, type TestServer } from '../test-server.ts';
import { proxy } from './proxy.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let closing: (() => unknown)[] = [];
let reports: string[];
beforeEach(() => {
  reports = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function upstream(handler: Handler, server: http.Server | https.Server = http.createServer()) {
  server.on('request', handler);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}

async function front(entries: object[], more: object = {}): Promise<TestServer & { feature: Feature }> {
  const config = serverConfigSchema.parse({ port: 0, proxy: entries, ...more });
  const context = { config, report: (text: string) => reports.push(text) } as unknown as FeatureContext;
  const feature = proxy(config.proxy, context);
  const server = await serveSteps(feature.step);
  closing.push(server.close, () => feature.close?.());
  return { ...server, feature };
}

/** Answers with what it was sent. */
const mirror: Handler = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, rawHeaders } = request;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ method, url, rawHeaders, content: Buffer.concat(chunks).toString() }));
  });
};

interface Mirrored {
  method: string;
  url: string;
  rawHeaders: string[];
  content: string;
}

function values({ rawHeaders }: Mirrored, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

async function mirrored(port: number, head: string, content = ''): Promise<Mirrored> {
  const text = await exchangeBytes(port, `${head}\r\nConnection: close\r\n\r\n${content}`);
  return JSON.parse(/\{.*\}/s.exec(text)?.[0] ?? '{}') as Mirrored;
}

describe('what goes up', () => {
  test('method, target and content are passed on as sent', async () => {
    const { url } = await upstream(mirror);
    const { port } = await front([{ at: '/api', target: url }]);
    const sent = await mirrored(
      port,
      'PATCH /api//a%2fb;v=1/%7Ex?q=[1]&q=%20 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2',
      'hi',
    );
    expect(sent).toMatchObject({ method: 'PATCH', url: '/api//a%2fb;v=1/%7Ex?q=[1]&q=%20', content: 'hi' });
    expect(values(sent, 'x-a')).toEqual(['1', '2']);
    expect(values(sent, 'host')).toEqual(['h']);
  });

  test('stripPrefix, the path of the target and changeOrigin do what they say', async () => {
    const { url, port: upstreamPort } = await upstream(mirror);
    const { port } = await front([{ at: '/api/', target: `${url}/base/`, stripPrefix: true, changeOrigin: true }]);
    for (const [sent, received] of [
      ['/api/x?y', '/base/x?y'],
      ['/api', '/base/'],
      ['/api/', '/base/'],
      ['/api?q', '/base/?q'],
      ['/%61pi/x', '/base/x'],
      ['//api/x', '/base/x'],
      ['/z/../api/x', '/base/x'],
      ['http://h/api/x', '/base/x'],
    ]) {
      const answer = await mirrored(port, `GET ${sent} HTTP/1.1\r\nHost: h`);
      expect([sent, answer.url]).toEqual([sent, received]);
      expect(values(answer, 'host')).toEqual([`127.0.0.1:${upstreamPort}`]);
    }
  });

  test('a prefix covers whole segments, and the longest one wins', async () => {
    const one = await upstream((_, response) => response.end('one'));
    const two = await upstream((_, response) => response.end('two'));
    const { url } = await front([
      { at: '/api', target: one.url },
      { at: '/api/v2', target: two.url },
    ]);
    expect(await (await fetch(`${url}/api/v1`)).text()).toBe('one');
    expect(await (await fetch(`${url}/api/v2`)).text()).toBe('two');
    expect(await (await fetch(`${url}/api/v20`)).text()).toBe('one');
    expect((await fetch(`${url}/apix`)).status).toBe(404);
  });

  test('fields of one hop stop here, also those that Connection names and proxy credentials', async () => {
    const { url } = await upstream(mirror);
    const { port } = await front([{ at: '/', target: url }]);
    const sent = await mirrored(
      port,
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: X-Secret, cookie\r\nX-Secret: 1\r\nCookie: a=b\r\nKeep-Alive: 5\r\nTE: trailers\r\n' +
        'Proxy-Authorization: Basic eA==\r\nProxy-Connection: keep-alive\r\nTrailer: x\r\nX-Kept: yes',
    );
    for (const name of ['x-secret', 'keep-alive', 'te', 'proxy-authorization', 'proxy-connection', 'trailer']) {
      expect([name, values(sent, name)]).toEqual([name, []]);
    }
    expect(values(sent, 'cookie')).toEqual(['a=b']); // not the client's to remove
    expect(values(sent, 'x-kept')).toEqual(['yes']);
  });

  test('forwarded fields are ours: what a client forged is gone', async () => {
    const { url } = await upstream(mirror);
    const { port } = await front([{ at: '/', target: url }]);
    const sent = await mirrored(
      port,
      'GET / HTTP/1.1\r\nHost: my.local:8000\r\nX-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nx_real-ip: 6.6.6.6\r\n' +
        'X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil',
    );
    expect(values(sent, 'x-forwarded-for')).toEqual(['127.0.0.1']);
    expect(values(sent, 'x-forwarded-proto')).toEqual(['http']);
    expect(values(sent, 'x-forwarded-host')).toEqual(['my.local:8000']);
    expect(values(sent, 'forwarded')).toEqual(['for=127.0.0.1;host="my.local:8000";proto=http']);
    expect(JSON.stringify(sent)).not.toMatch(/6\.6\.6\.6|evil/);
  });

  test('fields set in the options replace those of the client', async () => {
    const { url } = await upstream(mirror);
    const { port } = await front([{ at: '/', target: url, headers: { 'X-Key': 'ours' } }]);
    expect(values(await mirrored(port, 'GET / HTTP/1.1\r\nHost: h\r\nx-key: theirs'), 'x-key')).toEqual(['ours']);
  });

  test.each(['Content-Length', 'transfer-encoding', 'Connection'])('an option cannot set %s', async (name) => {
    await expect(front([{ at: '/', target: 'http://127.0.0.1:1', headers: { [name]: '1' } }])).rejects.toThrow(
      `proxy[0].headers: "${name}" frames`,
    );
  });

  test('chunked content arrives whole, for DELETE and GET too, and trailers are left out', async () => {
    const { url } = await upstream(mirror);
    const { port } = await front([{ at: '/', target: url }]);
    for (const method of ['POST', 'DELETE', 'GET']) {
      const head = `${method} / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n`;
      const text = await exchangeBytes(port, `${head}5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n`);
      expect(text).toContain('"content":"hello"');
      expect(text).not.toContain('X-T');
    }
  });

  test('content of 64 MiB streams up and down in little memory', async () => {
    const { url } = await upstream((request, response) => request.pipe(response));
    const { port } = await front([{ at: '/', target: url }]);
    const block = Buffer.alloc(1 << 20, 'x');
    const request = http.request({ port, method: 'POST', headers: { 'Content-Length': 64 << 20 } });
    let received = 0;
    const answered = once(request, 'response').then(async ([response]) => {
      for await (const chunk of response as IncomingMessage) received += (chunk as Buffer).length;
    });
    for (let i = 0; i < 64; i++) if (!request.write(block)) await once(request, 'drain');
    request.end();
    await answered;
    expect(received).toBe(64 << 20);
  });

  test('100 Continue comes once, and only when the upstream wants the content', async () => {
    const wants = http.createServer();
    wants.on('checkContinue', (request, response) => {
      response.writeContinue();
      mirror(request, response);
    });
    const refuses = http.createServer();
    refuses.on('checkContinue', (_request, response: ServerResponse) => response.writeHead(413).end());
    const [one, two] = [await upstream(mirror, wants), await upstream(mirror, refuses)];
    const { port } = await front([
      { at: '/yes', target: one.url },
      { at: '/no', target: two.url },
    ]);
    const head = 'HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n';
    const sent = await new Promise<string>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
        if (text.endsWith('Continue\r\n\r\n')) socket.write('hello');
        if (text.includes('"content"')) resolve(text);
        if (text.includes('"content"')) socket.destroy();
      });
      socket.write(`PUT /yes ${head}`);
    });
    expect(sent.match(/100 Continue/g)).toHaveLength(1);
    expect(sent).toContain('"content":"hello"');
    const refused = await exchangeBytes(port, `PUT /no ${head}`, /\r\n\r\n/);
    expect(refused).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('what comes back', () => {
  test('status, reason-free, repeated fields and content are passed on; one hop fields are not', async () => {
    const { url } = await upstream((_, response) => {
      response.writeHead(418, { 'X-A': ['1', '2'], Connection: 'X-Hop', 'X-Hop': '1', 'Proxy-Authenticate': 'x' });
      response.end('tea');
    });
    const { port } = await front([{ at: '/', target: url }]);
    const text = await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1.1 418 /);
    expect(text).toContain('X-A: 1\r\nX-A: 2\r\n');
    expect(text).not.toMatch(/x-hop|proxy-authenticate/i);
    expect(text.match(/^date:/gim)).toHaveLength(1);
  });

  test.each([
    ['http://TARGET/login?x', '/api/login?x'],
    ['/login', '/api/login'],
    ['http://h/login', '/api/login'],
    ['//TARGET/login', '/api/login'],
    ['https://elsewhere.example/login', undefined],
    ['next', undefined],
  ])('Location: %s is known to the client as %s', async (location, expected) => {
    const { url, port: upstreamPort } = await upstream((_, response) => {
      response.writeHead(302, { Location: location.replace('TARGET', `localhost:${upstreamPort}`) }).end();
    });
    const { port } = await front([{ at: '/api', target: url, stripPrefix: true }]);
    const text = await exchangeBytes(port, 'GET /api/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    const got = /^Location: (.*)\r$/m.exec(text)?.[1];
    expect(got).toBe(
      expected === undefined || location.startsWith('/l') ? (expected ?? location) : `http://h${expected}`,
    );
  });

  test('a client that names no host gets a Location on the address that it dialled', async () => {
    const { url } = await upstream((_, response) => response.writeHead(302, { Location: `${url}/x` }).end());
    const { port } = await front([{ at: '/', target: url }]);
    expect(await exchangeBytes(port, 'GET / HTTP/1.0\r\n\r\n')).toContain(`Location: http://127.0.0.1:${port}/x\r\n`);
  });

  test('cookies of the target become cookies of our prefix', async () => {
    const { url } = await upstream((_, response) => {
      response.setHeader('Set-Cookie', [
        'a=1; Path=/; HttpOnly',
        'b=2; Domain=127.0.0.1; path=/sub; Secure',
        'c=3; Domain=other.example; Path=/',
      ]);
      response.end();
    });
    const server = await front([{ at: '/api', target: url, stripPrefix: true }]);
    const response = await fetch(`${server.url}/api/`);
    expect(response.headers.getSetCookie()).toEqual([
      'a=1; Path=/api; HttpOnly',
      'b=2; path=/api/sub; Secure',
      'c=3; Domain=other.example; Path=/',
    ]);
  });

  test('the head of a silent stream arrives at once, its events as they come', async () => {
    const { url } = await upstream(async (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      await delay(100);
      response.end('data: x\n\n');
    });
    const server = await front([{ at: '/', target: url }]);
    const startedAt = performance.now();
    const response = await fetch(server.url);
    expect(performance.now() - startedAt).toBeLessThan(90);
    expect(await response.text()).toBe('data: x\n\n');
  });

  test('early hints go on to those who know them, and an answer follows whatever they say', async () => {
    const { url } = await upstream((request, response) => {
      const link = request.url === '/odd' ? ['no link'] : ['</a.css>; rel=preload; as=style, </b.js>; rel=preload'];
      response.socket?.write(`HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\nX-Own: 1\r\n\r\n`);
      setTimeout(() => response.end('hinted'), 20);
    });
    const { port } = await front([{ at: '/', target: url }]);
    const answer = (path: string, version: string) =>
      exchangeBytes(port, `GET ${path} HTTP/${version}\r\nHost: h\r\nConnection: close\r\n\r\n`, /hinted/);
    const hinted = await answer('/', '1.1');
    expect(hinted).toMatch(
      /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>; rel=preload; as=style, <\/b\.js>; rel=preload\r\n\r\n/,
    );
    expect(hinted).toMatch(/\r\n\r\nHTTP\/1\.1 200 /);
    expect(await answer('/odd', '1.1')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answer('/', '1.0')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('HEAD keeps the length of what GET would send', async () => {
    const { url } = await upstream((_, response) => response.writeHead(200, { 'Content-Length': 5 }).end('hello'));
    const server = await front([{ at: '/', target: url }]);
    const response = await fetch(server.url, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('5');
  });

  test('a client of HTTP/1.0 gets no chunks', async () => {
    const { url } = await upstream((_, response) => {
      response.write('a');
      response.end('b');
    });
    const { port } = await front([{ at: '/', target: url }]);
    const text = await exchangeBytes(port, 'GET / HTTP/1.0\r\nHost: h\r\n\r\n');
    expect(text).toMatch(/\r\n\r\nab$/);
  });

  test('an upstream that dies in the middle of its answer leaves no answer that looks whole', async () => {
    const { url } = await upstream((_, response) => {
      response.writeHead(200, { 'Transfer-Encoding': 'chunked' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const server = await front([{ at: '/', target: url }]);
    const response = await fetch(server.url);
    await expect(response.text()).rejects.toThrow();
  });
});

/** An upstream that answers with these bytes whatever it is asked. */
async function speaker(answer: string): Promise<string> {
  const speaking = net.createServer((socket) => {
    socket.on('error', () => undefined).on('data', () => socket.write(answer, 'latin1'));
  });
  await once(speaking.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => speaking.close());
  return `http://127.0.0.1:${(speaking.address() as AddressInfo).port}`;
}

describe('an upstream that breaks the rules', () => {
  test.each([
    ['a status that is none', 'HTTP/1.1 099 X\r\nContent-Length: 2\r\n\r\nok'],
    ['a length beside chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokx'],
    ['a control in a field', 'HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 2\r\n\r\nok'],
    ['line ends without CR', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'],
    ['no HTTP', 'hello'],
    ['another protocol', 'HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
  ])('%s is 502, and no bug', async (_, answer) => {
    const server = await front([{ at: '/', target: await speaker(answer) }]);
    const response = await fetch(server.url);
    expect([response.status, await response.text()]).toEqual([502, expect.not.stringContaining('reached')]);
    expect(server.failures).toEqual([]);
    expect(reports).toHaveLength(answer.includes(' 101 ') ? 0 : 1);
  });

  test('what follows its answer is not taken for the next one', async () => {
    const poison = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison';
    const { url } = await front([
      { at: '/', target: await speaker(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok${poison}`) },
    ]);
    for (let i = 0; i < 4; i++) expect(await (await fetch(url)).text()).toBe('ok');
  });

  test('a large head and thousands of fields come through whole', async () => {
    const head = `X-Large: ${'y'.repeat(20_000)}\r\n${'X: y\r\n'.repeat(2500)}X-Last: 1\r\nContent-Length: 2`;
    const { port } = await front([{ at: '/', target: await speaker(`HTTP/1.1 200 OK\r\n${head}\r\n\r\nok`) }]);
    const text = await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/X-Last: 1\r\nContent-Length: 2\r\n/);
    expect(text.match(/^X: y/gm)).toHaveLength(2500);
  });
});

describe('failures', () => {
  test('nobody there is 502, and the log says why', async () => {
    const server = await front([{ at: '/', target: 'http://127.0.0.1:1' }]);
    const response = await fetch(server.url);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('127.0.0.1');
    expect(reports.join()).toContain('ECONNREFUSED');
  });

  test('no HTTP is 502', async () => {
    const nonsense = net.createServer((socket) => socket.on('error', () => undefined).end('hello?\r\n\r\n'));
    await once(nonsense.listen(0, '127.0.0.1'), 'listening');
    closing.push(() => nonsense.close());
    const server = await front([{ at: '/', target: `http://127.0.0.1:${(nonsense.address() as AddressInfo).port}` }]);
    expect((await fetch(server.url)).status).toBe(502);
  });

  test('no answer in time is 504', async () => {
    const { url } = await upstream(() => undefined);
    const server = await front([{ at: '/', target: url, timeoutMs: 60 }]);
    expect((await fetch(server.url)).status).toBe(504);
  });

  test('a loop through its own address is 508', async () => {
    const relay = net.createServer((socket) => socket.pipe(net.connect(looping.port, '127.0.0.1')).pipe(socket));
    await once(relay.listen(0, '127.0.0.1'), 'listening');
    closing.push(() => relay.close());
    const looping = await front([{ at: '/', target: `http://127.0.0.1:${(relay.address() as AddressInfo).port}` }]);
    expect((await fetch(looping.url)).status).toBe(508);
  });

  test('a client that leaves aborts the request upstream', async () => {
    const aborted = vi.fn();
    const { url, server: upstreamServer } = await upstream((request) => request.socket.once('close', aborted));
    const server = await front([{ at: '/', target: url }]);
    const controller = new AbortController();
    const asked = fetch(server.url, { signal: controller.signal }).catch(() => undefined);
    await once(upstreamServer, 'request');
    controller.abort();
    await asked;
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled());
    expect(server.failures).toEqual([]);
  });

  test('kept connections are used again, and a stale one is not an error', async () => {
    const { url, server: upstreamServer } = await upstream((_, response) => response.end('ok'));
    let connections = 0;
    upstreamServer.on('connection', () => connections++);
    const server = await front([{ at: '/', target: url }]);
    for (let i = 0; i < 5; i++) expect(await (await fetch(server.url)).text()).toBe('ok');
    expect(connections).toBe(1);
    upstreamServer.closeIdleConnections();
    expect(await (await fetch(server.url)).text()).toBe('ok');
    await server.feature.close?.();
    await delay(20);
    await expect(new Promise((resolve) => upstreamServer.getConnections((_, count) => resolve(count)))).resolves.toBe(
      0,
    );
  });
});

test('an HTTPS upstream is verified unless insecure says otherwise', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-proxy-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=x'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  const { port } = await upstream((_, response) => response.end('secret'), server);
  const target = `https://127.0.0.1:${port}`;
  const { url } = await front([
    { at: '/strict', target },
    { at: '/loose', target, insecure: true },
  ]);
  expect((await fetch(`${url}/strict`)).status).toBe(502);
  expect(await (await fetch(`${url}/loose`)).text()).toBe('secret');
  expect(reports.join()).toMatch(/self.signed/i);
});

describe('WebSocket', () => {
  async function echo() {
    const { server, url } = await upstream(mirror);
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, request) => {
      socket.send(`${request.url} ${request.headers['x-forwarded-for']}`);
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    closing.push(() => sockets.close());
    return { url, sockets };
  }

  async function connect(url: string, origin?: string) {
    const socket = new WebSocket(url.replace('http', 'ws'), { ...(origin ? { origin } : {}) });
    closing.push(() => socket.terminate());
    const [greeting] = (await once(socket, 'message')) as [Buffer];
    return { socket, greeting: greeting.toString() };
  }

  test('messages pass both ways, large ones too, and closing one end closes the other', async () => {
    const { url, sockets } = await echo();
    const server = await front([{ at: '/ws', target: url.replace('http', 'ws') }]);
    const { socket, greeting } = await connect(`${server.url}/ws/x?y=1`);
    expect(greeting).toBe('/ws/x?y=1 127.0.0.1');
    const large = Buffer.alloc(5 << 20, 'z');
    socket.send(large);
    const [received] = (await once(socket, 'message')) as [Buffer];
    expect(received.equals(large)).toBe(true);
    socket.close(4001);
    await vi.waitFor(() => expect(sockets.clients.size).toBe(0));
    expect(server.failures).toEqual([]);
  });

  test('a page of another origin is refused, unless cors allows it', async () => {
    const { url } = await echo();
    const strict = await front([{ at: '/', target: url }]);
    await expect(connect(strict.url, 'https://evil.example')).rejects.toThrow(/403/);
    await connect(strict.url, strict.url);
    const open = await front([{ at: '/', target: url }], { cors: { origins: ['https://friend.example'] } });
    await connect(open.url, 'https://friend.example');
    await expect(connect(open.url, 'https://evil.example')).rejects.toThrow(/403/);
  });

  test('a refusal of the upstream reaches the client', async () => {
    const server401 = http.createServer();
    server401.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno'));
    const { url } = await upstream(mirror, server401);
    const server = await front([{ at: '/', target: url }]);
    await expect(connect(server.url)).rejects.toThrow(/401/);
  });

  test('nobody there is 502', async () => {
    const server = await front([{ at: '/', target: 'http://127.0.0.1:1' }]);
    await expect(connect(server.url)).rejects.toThrow(/502/);
  });
});
