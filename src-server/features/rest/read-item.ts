import { HttpError } from '../../errors.ts';
import { parseJson } from '../../http/parse-json.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { assertNoContentCoding, readContent } from '../../pipeline/read-content.ts';
import { type Item, isItem } from './data.ts';

/** Deeper values would overflow the stack when they are searched or written. */
const MAX_DEPTH = 100;

/** The object in the request. @throws HttpError 415 for another type, 413, 400 for what is no JSON object */
export async function readItem(exchange: Exchange, maxBytes: number): Promise<Item> {
  // A form of a foreign page can send other types without asking first; programs by hand often name none
  const type = exchange.field('content-type');
  if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new HttpError(415, 'Send a JSON object with Content-Type: application/json.', { Accept: 'application/json' });
  }
  assertNoContentCoding(exchange);
  const parsed = parseJson((await readContent(exchange, maxBytes)).toString());
  if (!parsed.ok) throw new HttpError(400, `The content is no JSON: ${parsed.problem}.`);
  if (!isItem(parsed.value)) throw new HttpError(400, 'The content must be a JSON object, such as {"title": "a"}.');
  if (isDeeperThan(parsed.value, MAX_DEPTH))
    throw new HttpError(400, `Values may be nested ${MAX_DEPTH} deep at most.`);
  return parsed.value;
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}
