import { once } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Rate } from './rate.ts';
import { shapeRequest } from './shape-request.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function connectTo(answer: (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void) {
  const server = http2.createServer((request, response) => {
    shapeRequest(request as never, new Rate(8000)); // 1,000,000 bytes a second
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(
    () => server.close(),
    () => session.destroy(),
  );
  return session;
}

test('over HTTP/2, content arrives slowly and whole', async () => {
  let received = 0;
  const session = await connectTo((request, response) => {
    request.on('data', (chunk: Buffer) => {
      received += chunk.byteLength;
    });
    request.on('end', () => response.end());
  });
  const start = performance.now();
  const stream = session.request({ ':method': 'POST' });
  stream.end(Buffer.alloc(200_000));
  await once(stream.resume(), 'close');
  expect(received).toBe(200_000);
  expect(performance.now() - start).toBeGreaterThan(150);
});

test('over HTTP/2, an answer before the content has arrived harms nobody', async () => {
  const problems: unknown[] = [];
  let closed: () => void;
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const session = await connectTo((request, response) => {
    request.on('error', (error) => problems.push(error));
    request.once('data', () => {
      request.pause();
      response.writeHead(413).end();
      request.stream.close(http2.constants.NGHTTP2_NO_ERROR);
      request.resume();
    });
    request.once('close', () => setTimeout(closed, 100));
  });
  const stream = session.request({ ':method': 'POST' });
  stream.on('error', () => undefined);
  stream.end(Buffer.alloc(2_000_000));
  await isClosed;
  expect(problems).toEqual([]);
});
