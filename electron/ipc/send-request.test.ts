import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { ServerState } from '../../src-server/state.ts';
import { en } from '../words-en.ts';
import { sendRequest } from './send-request.ts';

async function listening(answer: (request: IncomingMessage) => number) {
  const server = createServer((request, response) => response.writeHead(answer(request)).end('x'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const rest = { secure: false, addresses: [], notices: [], root: 'ok' } as const;
  const state: ServerState = { kind: 'running', host: '127.0.0.1', port, ...rest };
  return { state, close: () => server.close() };
}

test('sends method, target, fields and content as they were, but for what belongs to a connection', async () => {
  let seen: IncomingMessage | undefined;
  let content: Promise<string> | undefined;
  const { state, close } = await listening((request) => {
    seen = request;
    content = text(request);
    return 201;
  });
  const fields = [
    ['Host', 'atlas.local:8000'],
    ['X-Twice', 'a'],
    ['X-Twice', 'b'],
    ['Content-Length', '999'],
    ['Connection', 'upgrade'],
  ] as const;
  const sent = { method: 'POST', target: '/inbox/?a=1', fields, body: new TextEncoder().encode('hello') };
  expect(await sendRequest(state, sent, en.sending)).toEqual({ status: 201 });
  expect([seen?.method, seen?.url, seen?.headers.host]).toEqual(['POST', '/inbox/?a=1', 'atlas.local:8000']);
  expect(seen?.headers['x-twice']).toBe('a, b');
  expect(await content).toBe('hello');
  close();
});

test('a server that does not run is said in words', () => {
  const sent = { method: 'GET', target: '/', fields: [] };
  expect(() => sendRequest({ kind: 'stopped' }, sent, en.sending)).toThrow(/not running/);
});
