import type { ListenerHandlers } from './http-listener.ts';

/** The same handlers, each connection ending after one answer: what HTTP/1.0 does unless asked otherwise (RFC 9112 §9.3). */
export function closeAfterAnswer(handlers: ListenerHandlers): ListenerHandlers {
  return {
    ...handlers,
    onRequest: (request, response, expectsContinue) => {
      response.shouldKeepAlive = false;
      handlers.onRequest(request, response, expectsContinue);
    },
  };
}
