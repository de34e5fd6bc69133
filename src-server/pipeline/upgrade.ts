import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Node hands a request with `Upgrade` over without a response. This makes one, so that the request takes the same way as
 * every other: a step may switch protocols, and until one does it is an ordinary request (RFC 9110 §7.8).
 */
export function responseForUpgrade(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false; // the parser has let go of this connection
  response.assignSocket(socket as Socket);
  response.once('finish', () => {
    response.detachSocket(socket as Socket);
    if (response.statusCode !== 101) socket.end(); // after 101 the socket belongs to the step that switched
    response.destroy();
    response.emit('close'); // as Node does for the responses that it makes
  });
  return response;
}
