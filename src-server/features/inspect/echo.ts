import type { Exchange } from '../../pipeline/exchange.ts';
import { readContent } from '../../pipeline/read-content.ts';

/** Sends the content back as it came. */
export async function echo(exchange: Exchange, maxBytes: number): Promise<void> {
  const content = await readContent(exchange, maxBytes);
  exchange.respond(
    200,
    {
      'Content-Type': exchange.field('content-type') ?? 'application/octet-stream',
      // A foreign page could post HTML here: it must not run as a page of this server
      'Content-Security-Policy': 'sandbox',
      'X-Content-Type-Options': 'nosniff',
    },
    content,
  );
}
