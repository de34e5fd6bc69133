import { HttpError } from '../errors.ts';
import { announcesContent } from './count-content.ts';
import { refuse } from './error-response.ts';
import type { Exchange } from './exchange.ts';

/** A client that stops in the middle of its content is let go; one that is slow is not. */
export function watchForSilence(exchange: Exchange, silenceMs: number): void {
  const { request } = exchange;
  if (silenceMs === 0 || !announcesContent(exchange)) return;
  request.setTimeout(silenceMs, () => {
    if (request.complete) return;
    const refusal = new HttpError(408, 'The content of the request stopped coming.', { Connection: 'close' });
    if (exchange.headSent) exchange.fail(refusal);
    else void refuse(exchange, refusal);
  });
  request.once('end', () => request.setTimeout(0));
}
