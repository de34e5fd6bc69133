import type { Exchange } from './exchange.ts';

const PATIENCE_MS = 1_000;

/**
 * A client that ends its side of the connection may still listen (RFC 9112 §9.6), or be gone: only a write would tell.
 * Where work goes on for this one client, it is let go when it ended its side and nothing was written for a second.
 */
export function letGoWhenHalfClosed({ request, response }: Exchange): void {
  if (request.httpVersionMajor >= 2) return; // a stream says so when it is cancelled
  const { socket } = request;
  let timer: NodeJS.Timeout | undefined;
  const ended = () => {
    let written = socket.bytesWritten;
    timer = setInterval(() => {
      if (socket.bytesWritten === written) response.destroy();
      written = socket.bytesWritten;
    }, PATIENCE_MS);
  };
  if (socket.readableEnded) ended();
  else socket.once('end', ended);
  response.once('close', () => {
    socket.off('end', ended);
    clearInterval(timer);
  });
}
