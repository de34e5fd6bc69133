import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, pause, serve } from './support/engine.ts';

const BIG = Buffer.alloc(8_000_000, 'abcdefgh');

let engine: Engine;
let root: string;
beforeAll(async () => {
  root = await tempFolder({ 'a.txt': 'hello\n', 'b.txt': 'world\n', 'big.bin': BIG, 'list/x': '' });
  engine = await serve(root);
});

const GET = (target: string, ...fields: string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: localhost', ...fields, '', ''].join('\r\n');

describe('persistence (RFC 9112 §9.3)', () => {
  test('HTTP/1.1 keeps the connection', async () => {
    const client = engine.connect();
    for (const target of ['/a.txt', '/missing', '/list', '/%zz', '/list/', '/a.txt']) {
      client.send(GET(target));
      expect((await client.answer()).fields.connection).not.toBe('close');
    }
    client.close();
  });

  test.each(['close', 'Close', 'keep-alive, close', 'close, TE'])('unless the client says %j', async (option) => {
    const client = engine.connect();
    client.send(GET('/a.txt', `Connection: ${option}`) + GET('/b.txt'));
    expect((await client.answer()).fields.connection).toBe('close');
    await client.ended();
    expect(client.unread).toHaveLength(0); // what comes behind is not answered
    client.close();
  });

  test('HTTP/1.0 ends it, with Content-Length or without', async () => {
    for (const target of ['/a.txt', '/list/', '/missing', '/list']) {
      const client = engine.connect();
      client.send(`GET ${target} HTTP/1.0\r\n\r\n`);
      const answer = await client.answer();
      expect(answer.framing).not.toBe('chunked');
      expect(answer.fields.connection).toBe('close');
      await client.ended();
      client.close();
    }
  });

  test('HTTP/1.0 with keep-alive goes on', async () => {
    const client = engine.connect();
    for (let i = 0; i < 3; i++) {
      client.send('GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
      expect(await client.answer()).toMatchObject({ status: 200, fields: { connection: 'keep-alive' } });
    }
    client.close();
  });

  test('an idle connection ends after keepAliveTimeoutMs', async () => {
    const short = await serve(root, { limits: { keepAliveTimeoutMs: 200 } });
    const client = short.connect();
    client.send(GET('/a.txt'));
    await client.answer();
    await client.ended(4_000);
    client.close();
  });
});

describe('pipelining (RFC 9112 §9.3.2)', () => {
  test('answers come in order, hot and cold mixed', async () => {
    await engine.get('/a.txt');
    const targets = Array.from(
      { length: 40 },
      (_, i) => ['/a.txt', `/b.txt?${i}`, '/missing', '/list/', '/big.bin'][i % 5],
    );
    const client = engine.connect();
    client.send(targets.map((target) => GET(target ?? '/')).join(''));
    for (const target of targets) {
      const { status, content } = await client.answer();
      expect(status).toBe(target === '/missing' ? 404 : 200);
      if (target === '/a.txt') expect(content.toString()).toBe('hello\n');
      if (target?.startsWith('/b.')) expect(content.toString()).toBe('world\n');
      if (target === '/big.bin') expect(content.length).toBe(BIG.length);
    }
    client.close();
  });

  test('thousands in one packet', async () => {
    const client = engine.connect();
    client.send(GET('/a.txt').repeat(3_000));
    for (let i = 0; i < 3_000; i++) expect((await client.answer()).content.toString()).toBe('hello\n');
    client.close();
  });

  test('byte by byte', async () => {
    const client = engine.connect();
    client.socket.setNoDelay(true);
    for (const byte of GET('/a.txt') + GET('/b.txt')) {
      client.send(byte);
      await new Promise(setImmediate);
    }
    expect((await client.answer()).content.toString()).toBe('hello\n');
    expect((await client.answer()).content.toString()).toBe('world\n');
    client.close();
  });

  test.each([
    ['bytes that are no HTTP', 'GARBAGE\r\n\r\n', 400],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 501],
    ['a tunnel', 'CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 501],
    ['a WebSocket', GET('/a.txt', 'Connection: Upgrade', 'Upgrade: websocket'), 200],
    ['an upgrade to HTTP/2', GET('/a.txt', 'Connection: Upgrade', 'Upgrade: h2c'), 200],
    ['an unmet expectation', GET('/a.txt', 'Expect: x'), 417],
  ])('%s behind a large answer is answered after it', async (_, bytes, status) => {
    const client = engine.connect();
    client.send(GET('/big.bin') + GET('/b.txt') + bytes);
    expect((await client.answer()).content.equals(BIG)).toBe(true);
    expect((await client.answer()).content.toString()).toBe('world\n');
    expect((await client.answer()).status).toBe(status);
    client.close();
  });

  test.each([
    ['a POST', 'POST', 'Content-Length: 5', 405],
    ['a POST without content', 'POST', 'Content-Length: 0', 405],
    ['a GET with content', 'GET', 'Content-Length: 5', 200],
    ['a GET with chunks', 'GET', 'Transfer-Encoding: chunked', 200],
  ])('%s opens no WebSocket: its content is its own, and the connection goes on', async (_, method, field, status) => {
    const client = engine.connect();
    const content = field.endsWith('5') ? 'hello' : field.endsWith('chunked') ? '5\r\nhello\r\n0\r\n\r\n' : '';
    const fields = ['Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket', field];
    client.send([`${method} /a.txt HTTP/1.1`, ...fields, '', content].join('\r\n') + GET('/b.txt'));
    expect((await client.answer()).status).toBe(status);
    expect((await client.answer()).content.toString()).toBe('world\n');
    client.close();
  });

  test('a head that is cut off behind an answer is 408 or ends the connection', async () => {
    const client = engine.connect();
    client.send(`${GET('/a.txt')}GET /b.txt HT`);
    client.halfClose();
    expect((await client.answer()).status).toBe(200);
    expect((await client.answer()).status).toBe(400);
    await client.ended();
  });
});

describe('half-closed clients (RFC 9112 §9.6)', () => {
  test.each(['/a.txt', '/b.txt?cold', '/missing', '/list/', '/list', '/big.bin'])(
    '%s is still answered',
    async (target) => {
      const client = engine.connect();
      client.send(GET(target));
      client.halfClose();
      const answer = await client.answer();
      expect(answer.status).toBeLessThan(500);
      await client.ended();
      client.close();
    },
  );

  test('several pipelined ones too', async () => {
    const client = engine.connect();
    client.send(GET('/big.bin') + GET('/a.txt') + GET('/list/'));
    client.halfClose();
    for (let i = 0; i < 3; i++) expect((await client.answer()).status).toBe(200);
    await client.ended();
    client.close();
  });

  test('one that closes in the middle of a head is answered 400', async () => {
    const client = engine.connect();
    client.send('GET /a.txt HTTP/1.1\r\nHost: loc');
    client.halfClose();
    expect((await client.answer()).status).toBe(400);
    await client.ended();
  });

  test('one that says nothing is let go', async () => {
    const client = engine.connect();
    client.halfClose();
    await client.ended();
    expect(client.unread).toHaveLength(0);
  });

  test('one that keeps a feature waiting counts as gone', async () => {
    const slow = await serve(root, { routes: [{ path: '/slow', delayMs: 20_000, body: 'late' }] });
    const client = slow.connect();
    client.send(GET('/slow'));
    client.halfClose();
    await client.ended(3_000);
    expect((await slow.record(({ target }) => target === '/slow')).outcome).toBe('aborted');
  });
});

describe('Expect (RFC 9110 §10.1.1)', () => {
  test('a request that is refused needs no content: the final status comes at once', async () => {
    const client = engine.connect();
    client.send('PUT /a.txt HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n');
    expect(await client.answer('PUT')).toMatchObject({ status: 405, fields: { connection: 'close' } });
    await client.ended();
    client.close();
  });

  test('where the content is wanted, 100 comes first', async () => {
    const inspector = await serve(root, { inspect: '/inspect' });
    const client = inspector.connect();
    client.send('POST /inspect HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n');
    expect((await client.answer('POST')).status).toBe(100);
    client.send('hello');
    const answer = await client.answer('POST');
    expect(JSON.parse(answer.content.toString())).toMatchObject({ body: 'hello' });
    client.close();
  });

  test.each(['100-Continue', '100-CONTINUE'])('%s is the same', async (value) => {
    expect((await engine.ask('GET /a.txt HTTP/1.1', ['Host: localhost', `Expect: ${value}`])).status).toBe(200);
  });

  test('anything else is 417, on HTTP/1.1', async () => {
    expect((await engine.get('/a.txt', 'Expect: 200-ok')).status).toBe(417);
    expect((await engine.get('/a.txt', 'Expect: x', 'Accept: text/html')).fields['content-type']).toMatch(/html/);
    expect((await engine.ask('GET /a.txt HTTP/1.0', ['Expect: 100-continue'])).status).toBe(200);
    expect((await engine.record(({ status }) => status === 417)).target).toBe('/a.txt');
  });
});

describe('slow and silent clients', () => {
  test('a head that does not come is 408', async () => {
    const strict = await serve(root, { limits: { headersTimeoutMs: 300 } });
    const client = strict.connect();
    client.send('GET /a.txt HTTP/1.1\r\nHost: localhost\r\nX: ');
    expect(await client.answer('GET', 4_000)).toMatchObject({ status: 408, fields: { connection: 'close' } });
    await client.ended();
    expect((await strict.record(({ status }) => status === 408)).step).toBe('parser');
  });

  test('a head that trickles in is 408 as well (CVE-2007-6750)', async () => {
    const strict = await serve(root, { limits: { headersTimeoutMs: 300 } });
    const client = strict.connect();
    client.send('GET /a.txt HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => client.send('X: y\r\n'), 50);
    client.socket.on('error', () => clearInterval(drip));
    expect((await client.answer('GET', 4_000)).status).toBe(408);
    clearInterval(drip);
    client.close();
  });

  test('content that stops coming ends the exchange', async () => {
    const strict = await serve(root, { inspect: '/inspect', limits: { requestTimeoutMs: 300 } });
    const client = strict.connect();
    client.send('POST /inspect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc');
    expect(await client.answer('POST')).toMatchObject({ status: 408, fields: { connection: 'close' } });
    await client.ended();
    expect((await strict.record(({ target }) => target === '/inspect')).status).toBe(408);
  });

  test('maxConnections refuses the ones beyond', async () => {
    const few = await serve(root, { limits: { maxConnections: 2 } });
    const clients = [few.connect(), few.connect()];
    for (const client of clients) client.send(GET('/a.txt'));
    for (const client of clients) expect((await client.answer()).status).toBe(200);
    const third = few.connect();
    third.send(GET('/a.txt'));
    await third.ended();
    expect(third.unread).toHaveLength(0);
    for (const client of [...clients, third]) client.close();
    await pause(50);
    expect((await few.get('/a.txt')).status).toBe(200);
  });

  test('a maxConnections of 0 is no limit', async () => {
    const open = await serve(root, { limits: { maxConnections: 0 } });
    expect((await open.get('/a.txt')).status).toBe(200);
  });
});

describe('clients that leave rudely', () => {
  test.each([
    ['in a large answer', GET('/big.bin')],
    ['in a pipeline of large answers', GET('/big.bin').repeat(20)],
    ['after an upgrade', GET('/big.bin', 'Connection: Upgrade', 'Upgrade: websocket')],
    ['after an upgrade to HTTP/2', GET('/big.bin', 'Connection: Upgrade', 'Upgrade: h2c')],
    ['after CONNECT', 'CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['after a head that is no HTTP', 'GARBAGE\r\n\r\n'],
    ['in the middle of a head', 'GET /a.txt HT'],
    ['in the middle of content', 'POST /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx'],
    ['at once', ''],
  ])('%s: nothing is left of them', async (_, bytes) => {
    for (const delay of [0, 1, 10]) {
      const client = engine.connect();
      client.send(bytes);
      await new Promise((resolve) => client.socket.once('connect', resolve));
      await pause(delay);
      client.reset();
    }
    for (let i = 0; i < 100 && engine.server.counters().inProgress > 0; i++) await pause(20);
    expect(engine.server.counters().inProgress).toBe(0);
    expect((await engine.get('/a.txt')).status).toBe(200);
    expect(engine.failures).toEqual([]);
  });
});
