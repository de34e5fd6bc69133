import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A client that sends this many requests ahead does not want answers. */
const MAX_WAITING = 10_000;

type Waiting = Map<ServerResponse, () => void>;
const waitingOn = new WeakMap<Socket, Waiting>();

/**
 * Pipelined requests are answered one after the other (RFC 9112 §9.3.2): begun together, one packet of them could open
 * thousands of files at once, and those whose turn never came would never hear that the connection has ended.
 * @param response one that does not have the connection yet · @param begin called when the response has the connection · @param lost called instead when the connection ends before
 */
export function whenItsTurn(
  request: IncomingMessage,
  response: ServerResponse,
  begin: () => void,
  lost: () => void,
): void {
  const { socket } = request;
  const waiting = waitingOn.get(socket) ?? startWaiting(socket);
  waiting.set(response, lost);
  if (waiting.size > MAX_WAITING) socket.destroy();
  // Next tick: Node is not done with handing the connection over
  response.once('socket', () => process.nextTick(() => waiting.delete(response) && begin()));
}

function startWaiting(socket: Socket): Waiting {
  const waiting: Waiting = new Map();
  waitingOn.set(socket, waiting);
  socket.once('close', () => {
    for (const lost of waiting.values()) lost();
    waiting.clear();
  });
  return waiting;
}
