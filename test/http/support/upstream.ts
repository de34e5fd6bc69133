import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { WebSocketServer } from 'ws';

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing.splice(0)) close();
});

/** A server for proxies to pass requests on to: it tells what it was asked, redirects, streams, and echoes WebSockets. */
export async function startUpstream(): Promise<string> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // the proxy left
  });
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    socket.on('message', (data, isBinary) =>
      socket.send(isBinary ? (data as Buffer) : `${request.url} ${String(data)}`),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers, rawHeaders } = request;
  const own = `http://${request.socket.localAddress}:${request.socket.localPort}`;
  if (url === '/moved') response.writeHead(302, { Location: `${own}/there?x=1` }).end();
  else if (url === '/cookie') response.writeHead(200, { 'Set-Cookie': ['a=1; Path=/', 'b=2; Path=/deep'] }).end();
  else if (url === '/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: first\n\n');
  } else if (url === '/cut') {
    response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.destroy());
  } else if (url === '/dirty') {
    response
      .writeHead(200, { Connection: 'X-Hop', 'X-Hop': '1', 'Keep-Alive': 'timeout=5', 'X-End': '1' })
      .end('dirty');
  } else {
    let content = '';
    for await (const chunk of request) content += (chunk as Buffer).toString('latin1');
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({ method, url, headers, rawHeaders, length: content.length, content: content.slice(0, 100) }),
    );
  }
}
