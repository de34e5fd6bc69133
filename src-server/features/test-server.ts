import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpError } from '../errors.ts';
import { parseRequestTarget } from '../http/request-target.ts';
import { compose, type Step } from '../pipeline/compose.ts';
import { Exchange } from '../pipeline/exchange.ts';
import { responseForUpgrade } from '../pipeline/upgrade.ts';

export interface TestServer {
  readonly port: number;
  readonly url: string;
  /** In the order in which they ended. */
  readonly exchanges: Exchange[];
  /** What a bug or a broken script threw. */
  readonly failures: unknown[];
  close(): Promise<void>;
}

/** A server of nothing but the given steps, for the tests of one feature over real sockets. */
export async function serveSteps(...steps: Step[]): Promise<TestServer> {
  const run = compose([...steps, () => Promise.reject(new HttpError(404, 'No step answered.'))]);
  const exchanges: Exchange[] = [];
  const failures: unknown[] = [];
  const serve = async (exchange: Exchange) => {
    exchange.response.once('close', () => exchanges.push(exchange));
    try {
      await run(exchange);
    } catch (error) {
      if (!(error instanceof HttpError)) failures.push(error);
      const refusal = error instanceof HttpError ? error : new HttpError(500);
      if (exchange.headSent) exchange.fail(error);
      else exchange.respond(refusal.status, { ...refusal.fields, 'Content-Type': 'text/plain' }, refusal.message);
    }
  };
  const server = http.createServer((request, response) => void serve(exchangeOf(request, response)));
  server.on('checkContinue', (request, response) => {
    void serve(exchangeOf(request, response, { expectsContinue: true }));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    void serve(exchangeOf(request, responseForUpgrade(request, socket), { upgrade: { socket, head } }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  };
  return { port, url: `http://127.0.0.1:${port}`, exchanges, failures, close };
}

function exchangeOf(
  request: IncomingMessage,
  response: ServerResponse,
  more: { expectsContinue?: boolean; upgrade?: { socket: Duplex; head: Buffer } } = {},
): Exchange {
  const target = parseRequestTarget(request.url ?? '/');
  if (!target.ok) throw new Error(`the test sent a bad target: ${request.url}`);
  return new Exchange({ request, response, target, client: '127.0.0.1', secure: false, ...more });
}

/** Sends bytes as they are and returns all that comes back until the other side closes, or `until` matches. */
export async function exchangeBytes(port: number, text: string, until?: RegExp): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    received += chunk;
    if (until?.test(received)) socket.destroy();
  });
  socket.write(text, 'latin1');
  await once(socket, 'close');
  return received;
}
