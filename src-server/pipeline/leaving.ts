import type { Exchange } from './exchange.ts';

/** A client that closed its side is taken as gone when nothing was sent for so many looks and nothing waits to be sent. */
const SILENT_LOOKS = 3;
const LOOK_EVERY_MS = 250;

/**
 * A client may close its side and still listen (RFC 9112 §9.6); one that leaves for good looks the same until something is
 * sent to it. So an answer that comes is sent, and one that keeps it waiting, from a script or another server, is given up.
 */
export function watchForLeaving(exchange: Exchange): void {
  const { request, response } = exchange;
  if ('stream' in request || exchange.upgrade) return; // a stream of HTTP/2 tells when it ends
  const { socket } = request;
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    timer = setInterval(giveUpWhenSilent(exchange), LOOK_EVERY_MS).unref();
  };
  if (socket.readableEnded) watch();
  else socket.once('end', watch);
  response.once('close', () => {
    socket.off('end', watch);
    clearInterval(timer);
  });
}

function giveUpWhenSilent({ request, response }: Exchange): () => void {
  const { socket } = request;
  let sent = socket.bytesWritten;
  let silent = 0;
  return () => {
    const isSilent = socket.bytesWritten === sent && socket.writableLength === 0;
    silent = isSilent ? silent + 1 : 0;
    sent = socket.bytesWritten;
    if (silent >= SILENT_LOOKS) response.destroy();
  };
}
