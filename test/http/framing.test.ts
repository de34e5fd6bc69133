import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await serve(await tempFolder({ 'a.txt': 'hello\n' }));
});

const GET = 'GET /a.txt HTTP/1.1\r\nHost: localhost\r\n';
/** Nothing that follows a message whose end is in doubt may be taken for a request. */
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Sends a message with another one hidden behind it; the statuses of all answers until the server closes. */
async function statusesOf(bytes: string): Promise<number[]> {
  const client = engine.connect();
  client.send(bytes);
  client.halfClose();
  const statuses: number[] = [];
  await client.ended();
  while (client.unread.length > 0) statuses.push((await client.answer()).status);
  client.close();
  return statuses;
}

describe('field lines (RFC 9112 §5)', () => {
  test.each([
    ['X: y', 200],
    ['X:y', 200],
    ['X: \t y \t ', 200],
    ['X:', 200],
    ['X: \u00e4', 200],
    ["X!#$%&'*+-.^_`|~1: y", 200],
    ['X : y', 400], // §5.1: a way to smuggle
    ['X\t: y', 400],
    [' X: y', 400],
    [': y', 400],
    ['X', 400],
    ['X y: z', 400],
    ['(X): y', 400],
    ['X\u00e4: y', 400],
    ['X\0: y', 400],
    ['X: y\0z', 400],
    ['X: y\rz', 400],
    ['X: y\r', 400],
    ['X: y\nZ: z', 400],
    ['X: y\x01z', 400],
    ['X: y\x7fz', 400],
    ['X: y\r\n folded', 400], // obs-fold (§5.2)
    ['X: y\r\n\tfolded', 400],
    ['Content-Length: 0\r\n folded', 400],
  ])('%j is answered %i', async (line, status) => {
    expect((await engine.send(`${GET}${line}\r\n\r\n`)).status).toBe(status);
  });

  test.each([
    ['only LF at every end', 'GET /a.txt HTTP/1.1\nHost: localhost\n\n'],
    ['only LF after the request line', 'GET /a.txt HTTP/1.1\nHost: localhost\r\n\r\n'],
    ['only LF after a field', 'GET /a.txt HTTP/1.1\r\nHost: localhost\n\r\n'],
    ['only LF at the end of the head', `${GET}\n`],
    ['only CR at every end', 'GET /a.txt HTTP/1.1\rHost: localhost\r\r'],
    ['a field before the request line ends', ' GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['white space before the first field', 'GET /a.txt HTTP/1.1\r\n Host: localhost\r\n\r\n'],
  ])('%s: 400', async (_, bytes) => {
    expect((await engine.send(bytes, 'GET')).status).toBe(400);
  });
});

describe('the length of the content (RFC 9112 §6)', () => {
  test.each([
    ['Content-Length: 0', ''],
    ['Content-Length: 00', ''],
    ['Content-Length: 5', 'abcde'],
    ['Transfer-Encoding: chunked', '0\r\n\r\n'],
    ['Transfer-Encoding: CHUNKED', '5\r\nabcde\r\n0\r\n\r\n'],
    ['Transfer-Encoding: chunked', '5;name=value\r\nabcde\r\n0\r\n\r\n'],
    ['Transfer-Encoding: chunked', '00005\r\nabcde\r\n000\r\nTrailer: x\r\n\r\n'],
  ])('GET with %j and content %j is answered, and so is the next request', async (field, content) => {
    expect(await statusesOf(`${GET}${field}\r\n\r\n${content}${GET}\r\n`)).toEqual([200, 200]);
  });

  test.each([
    ['Content-Length: -1'],
    ['Content-Length: +1'],
    ['Content-Length: 1.0'],
    ['Content-Length: 1e1'],
    ['Content-Length: 0x1'],
    ['Content-Length: 1 1'],
    ['Content-Length: 1,1'],
    ['Content-Length: 1, 2'],
    ['Content-Length: a'],
    ['Content-Length: "1"'],
    ['Content-Length: '],
    ['Content-Length: \u0661'],
    ['Content-Length: 99999999999999999999999999'],
    ['Content-Length: 18446744073709551616'],
    ['Content-Length: 1\r\nContent-Length: 1'],
    ['Content-Length: 1\r\nContent-Length: 2'],
    ['Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked\r\nContent-Length: 5'],
    ['Transfer-Encoding: chunked, chunked'],
    ['Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding: chunked, gzip'],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding: \x0bchunked'],
    ['Transfer-Encoding: \x00chunked'],
    ['Transfer-Encoding:\r\n chunked'],
    ['Transfer-Encoding: chunked\r\n\tx'],
    ['Content-Length : 5'],
  ])('%j is refused with 400, and nothing behind it is read', async (field) => {
    for (const method of ['GET', 'POST']) {
      const head = `${method} /a.txt HTTP/1.1\r\nHost: localhost\r\n${field}\r\n\r\n`;
      expect(await statusesOf(`${head}0\r\n\r\n${SMUGGLED}`)).toEqual([400]);
    }
  });

  test.each([['identity'], ['gzip, chunked'], ['xchunked'], ['chunkedx'], ['"chunked"'], [''], ['chunked;q=1']])(
    'the transfer coding %j is refused with 501 or 400, and nothing behind it is read',
    async (coding) => {
      const head = `POST /a.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: ${coding}\r\n\r\n`;
      const statuses = await statusesOf(`${head}0\r\n\r\n${SMUGGLED}`);
      expect(statuses).toHaveLength(1);
      expect([400, 501]).toContain(statuses[0]);
    },
  );

  test('Transfer-Encoding in HTTP/1.0 is refused with 400, and nothing behind it is read', async () => {
    const head = 'POST /a.txt HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await statusesOf(`${head}0\r\n\r\n${SMUGGLED}`)).toEqual([400]);
  });

  test.each([
    ['no size', '\r\nabc\r\n'],
    ['no hexadecimal', 'zz\r\n\r\n'],
    ['a negative size', '-1\r\n\r\n'],
    ['a size with a prefix', '0x5\r\nabcde\r\n'],
    ['a size beyond all numbers', 'fffffffffffffffff\r\n'],
    ['a chunk longer than it says', '2\r\nabcde\r\n'],
    ['a chunk without its end', '5\r\nabcde0\r\n\r\n'],
    ['only LF after a size', '5\nabcde\r\n0\r\n\r\n'],
    ['only LF after a chunk', '5\r\nabcde\n0\r\n\r\n'],
    ['a space before a size', ' 5\r\nabcde\r\n'],
    ['CR inside an extension', '5;a\rb\r\nabcde\r\n0\r\n\r\n'],
    ['NUL inside an extension', '5;a\0b\r\nabcde\r\n0\r\n\r\n'],
  ])(
    'chunked content with %s: the request is answered at most once, and nothing behind it is read',
    async (_, content) => {
      const head = 'POST /a.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
      const statuses = await statusesOf(`${head}${content}${SMUGGLED}`);
      expect(statuses.length).toBeLessThanOrEqual(2);
      expect(statuses.filter((status) => status !== 405)).toEqual(statuses.length === 2 ? [400] : []);
    },
  );

  test('content is not taken for a request', async () => {
    const content = SMUGGLED;
    const head = `POST /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${content.length}\r\n\r\n`;
    expect(await statusesOf(`${head}${content}${GET}\r\n`)).toEqual([405, 200]);
  });
});

test('nothing of all this was a bug, and nothing hidden was answered', () => {
  const hidden = engine.records.filter(({ target, status }) => target === '/smuggled' && status !== 0);
  expect(hidden).toEqual([]);
  expect(engine.failures).toEqual([]);
});
