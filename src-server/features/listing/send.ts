import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Exchange } from '../../pipeline/exchange.ts';
import { type Entry, entriesOf } from './entry.ts';
import type { FolderReading } from './folder-thread.ts';
import type { Representation } from './representation.ts';

/** Sends a listing. @param shown false for names that visitors may not know of */
export async function sendListing(
  exchange: Exchange,
  reading: FolderReading,
  form: Representation,
  shown: (name: string) => boolean,
): Promise<void> {
  const entries = shownEntries(reading, shown);
  if (!reading.large) {
    let text = form.head();
    for await (const batch of entries) text += form.entries(batch);
    exchange.respond(200, form.fields, text + form.end());
    return;
  }
  exchange.sendHead(200, form.fields);
  if (exchange.method === 'HEAD') {
    reading.close();
    exchange.response.end();
    return;
  }
  await stream(exchange, form, entries).catch((error: unknown) => exchange.fail(error));
}

async function* shownEntries(reading: FolderReading, shown: (name: string) => boolean): AsyncGenerator<Entry[]> {
  for await (const batch of reading.batches) yield entriesOf(batch).filter(({ name }) => shown(name));
}

/** The head goes out before the folder is read; then one piece at a time, as fast as the client takes them. */
async function stream(exchange: Exchange, form: Representation, entries: AsyncIterable<Entry[]>): Promise<void> {
  const { signal } = exchange;
  await write(exchange, form.head());
  for await (const batch of entries) {
    if (signal.aborted) return;
    await write(exchange, form.entries(batch));
    await setImmediate(); // batches that have come meanwhile would else be written before anybody else is heard
  }
  exchange.response.end(form.end());
}

async function write({ response, signal }: Exchange, text: string): Promise<void> {
  if (text === '' || signal.aborted || response.write(Buffer.from(text))) return;
  await once(response, 'drain', { signal }).catch(() => undefined); // the client left
}
