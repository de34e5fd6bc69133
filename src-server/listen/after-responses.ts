import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Node keeps the response that is being sent on its socket; the ones after it wait inside Node for their turn. */
type HttpSocket = Duplex & { _httpMessage?: ServerResponse | null };

/**
 * Runs `then` when all responses that the connection owes were sent, or it has ended. What Node hands over past its own
 * queue (an upgrade, a tunnel, bytes that are no HTTP) must not overtake answers to earlier requests (RFC 9112 §9.3.2).
 */
export function afterResponses(socket: Duplex, then: () => void): void {
  const pending = (socket as HttpSocket)._httpMessage;
  if (!pending || socket.destroyed) then();
  else pending.once('close', () => afterResponses(socket, then));
}
