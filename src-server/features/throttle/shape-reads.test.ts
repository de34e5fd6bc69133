import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { Rate } from './rate.ts';
import { shapeReads } from './shape-reads.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function connectTo(answer: (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void) {
  const server = http2.createServer((request, response) => {
    shapeReads(request as never, new Rate(8000)); // 1,000,000 bytes a second
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

/** Node's HTTP/2 request fails an assertion when it is read after its stream has closed; unheard, that ends the process. */
test('what is under way when the stream closes is there at once, its end too', async () => {
  let isClosed = false;
  const readsAfterClose: number[] = [];
  const request = new Readable({
    autoDestroy: false,
    read: (size) => {
      if (isClosed) readsAfterClose.push(size);
    },
  });
  shapeReads(request as IncomingMessage, new Rate(80)); // ten seconds for what follows
  request.push(Buffer.alloc(100_000));
  request.push(null);
  isClosed = true;
  request.emit('close');
  expect((await buffer(request)).byteLength).toBe(100_000);
  expect(readsAfterClose).toEqual([]);
});
