import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, eventually, serve } from './support/engine.ts';

const BIG = Buffer.alloc(12_000_000, 'x');

let engine: Engine;
beforeAll(async () => {
  engine = await serve(await tempFolder({ 'a.txt': 'hello\n', 'big.bin': BIG, 'dir/x': '' }));
});

const GET = (target: string, ...fields: string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: localhost', ...fields, '', ''].join('\r\n');

describe('one record for every exchange (DESIGN §6)', () => {
  test.each([
    [
      'a file',
      GET('/a.txt?1'),
      { target: '/a.txt?1', status: 200, step: 'static', contentBytes: 6, outcome: 'complete' },
    ],
    [
      'HEAD',
      'HEAD /a.txt?2 HTTP/1.1\r\nHost: localhost\r\n\r\n',
      { target: '/a.txt?2', method: 'HEAD', contentBytes: 0 },
    ],
    ['HTTP/1.0', 'GET /a.txt?3 HTTP/1.0\r\n\r\n', { target: '/a.txt?3', httpVersion: '1.0' }],
    ['a listing', GET('/dir/?4'), { target: '/dir/?4', status: 200, step: 'listing' }],
    ['a redirect', GET('/dir?5'), { target: '/dir?5', status: 301, contentBytes: 0 }],
    ['not found', GET('/missing?6'), { target: '/missing?6', status: 404 }],
    ['a part', GET('/a.txt?7', 'Range: bytes=1-2'), { target: '/a.txt?7', status: 206, contentBytes: 2 }],
    ['a bad target', GET('/%zz'), { target: '/%zz', status: 400 }],
    ['a foreign host', GET('http://evil.example/'), { target: 'http://evil.example/', status: 421 }],
    ['a WebSocket', GET('/a.txt?8', 'Connection: Upgrade', 'Upgrade: websocket'), { target: '/a.txt?8', status: 200 }],
    ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', { method: 'CONNECT', target: 'x:1', status: 501 }],
    [
      'who asks',
      GET('/a.txt?9', 'User-Agent: test/1', 'Referer: http://x/'),
      { userAgent: 'test/1', referer: 'http://x/' },
    ],
    ['no HTTP', 'GARBAGE\r\n\r\n', { method: '-', target: '-', status: 400, step: 'parser' }],
  ])('%s', async (_, bytes, expected) => {
    const before = engine.records.length;
    await engine.send(bytes);
    const record = await eventually(() => engine.records[before], 'its record');
    expect(record).toMatchObject(expected);
    expect(record).toMatchObject({ client: '127.0.0.1', timeMs: expect.any(Number), durationMs: expect.any(Number) });
    expect(engine.records.length).toBe(before + 1);
    expect(() => structuredClone(record)).not.toThrow();
  });

  test('a client that leaves in the middle is "aborted", with the bytes that went out', async () => {
    const client = engine.connect();
    client.send(GET('/big.bin?leave'));
    await new Promise((resolve) => client.socket.once('data', resolve));
    client.reset();
    const record = await engine.record(({ target }) => target === '/big.bin?leave');
    expect(record).toMatchObject({ status: 200, outcome: 'aborted' });
    expect(record.contentBytes).toBeLessThan(BIG.length);
  });

  test('so are the ones that wait behind it', async () => {
    const client = engine.connect();
    client.send(GET('/big.bin?first') + GET('/a.txt?waiting') + GET('/big.bin?waiting'));
    await new Promise((resolve) => client.socket.once('data', resolve));
    client.reset();
    for (const target of ['/a.txt?waiting', '/big.bin?waiting']) {
      expect(await engine.record((record) => record.target === target)).toMatchObject({
        status: 0,
        outcome: 'aborted',
      });
    }
  });

  test('one whose client reset the connection at once still tells who it was', async () => {
    const client = engine.connect();
    await new Promise((resolve) => client.socket.once('connect', resolve));
    await new Promise((resolve) => setTimeout(resolve, 20)); // it is taken
    client.send(GET('/dir/?reset'));
    client.reset();
    expect(await engine.record(({ target }) => target === '/dir/?reset')).toMatchObject({ client: '127.0.0.1' });
  });

  test('numbers are gapless and records never twice, under pipelines and aborts', async () => {
    const before = engine.records.length;
    const clients = Array.from({ length: 12 }, () => engine.connect());
    for (const [i, client] of clients.entries()) {
      client.send(GET('/a.txt').repeat(20) + GET('/missing') + GET('/big.bin') + GET('/a.txt').repeat(10));
      if (i % 2) setTimeout(() => client.reset(), i * 3);
    }
    for (const client of clients.filter((_, i) => i % 2 === 0)) {
      for (let i = 0; i < 32; i++) await client.answer('GET', 20_000);
      client.close();
    }
    await eventually(() => (engine.server.counters().inProgress === 0 ? true : undefined), 'the end of all');
    expect(engine.records.map(({ seq }) => seq)).toEqual(engine.records.map((_, i) => i + 1));
    const counters = engine.server.counters();
    expect(counters.requests).toBe(engine.records.length);
    expect(counters.aborted).toBe(engine.records.filter(({ outcome }) => outcome === 'aborted').length);
    expect(counters.contentBytes).toBe(engine.records.reduce((sum, { contentBytes }) => sum + contentBytes, 0));
    expect(engine.records.length - before).toBeGreaterThanOrEqual(6 * 32);
  });

  test('the detail of a recent one can be asked for', async () => {
    await engine.get('/a.txt?detail', 'X-Asked: yes');
    const { seq } = await engine.record(({ target }) => target === '/a.txt?detail');
    const detail = await engine.server.detail(seq);
    expect(detail).toMatchObject({ record: { seq }, file: expect.stringContaining('a.txt') });
    expect(detail?.requestFields).toContainEqual(['X-Asked', 'yes']);
    expect(detail?.trace.length).toBeGreaterThan(0);
  });
});

test('nothing of all this was a bug', () => {
  expect(engine.failures).toEqual([]);
});
