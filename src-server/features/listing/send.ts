import { Writes } from '../../files/writes.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { FolderReading } from './folder-reading.ts';
import type { Representation } from './representation.ts';

/** Sends a listing: a large one bit by bit, its head before the folder is read. */
export async function sendListing(exchange: Exchange, reading: FolderReading, form: Representation): Promise<void> {
  exchange.signal.addEventListener('abort', () => reading.close()); // who left holds up nobody who waits for another folder
  if (exchange.signal.aborted) reading.close();
  if (!reading.large) {
    exchange.respond(200, form.fields, await whole(reading, form));
    return;
  }
  exchange.sendHead(200, form.fields);
  if (exchange.method === 'HEAD') {
    reading.close();
    exchange.response.end();
    return;
  }
  await stream(exchange, reading, form).catch((error: unknown) => {
    if (!exchange.signal.aborted) exchange.fail(error); // else the client left; nobody to tell
  });
}

async function whole(reading: FolderReading, form: Representation): Promise<Buffer> {
  const parts = [Buffer.from(form.head(false))];
  for await (const piece of reading.pieces()) parts.push(Buffer.from(piece));
  return Buffer.concat([...parts, Buffer.from(form.end(reading.totals))]);
}

/** One piece at a time, as fast as the client takes them. */
async function stream(exchange: Exchange, reading: FolderReading, form: Representation): Promise<void> {
  const writes = new Writes(exchange);
  try {
    writes.add(Buffer.from(form.head(true)));
    for await (const piece of reading.pieces()) {
      writes.add(piece);
      await writes.done();
      if (writes.failed) return; // and the memory of the pieces is not used again
    }
    exchange.response.end(form.end(reading.totals));
  } finally {
    writes.close();
  }
}
