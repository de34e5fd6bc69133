import { acceptsExplicitly } from '../../http/accept.ts';
import { encodePathSegment } from '../../http/escape.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { PlacedFile } from './place-file.ts';

/** Tells what was received: a browser's form goes back to the folder, programs get names and places. */
export function reportPlaced(exchange: Exchange, placed: readonly PlacedFile[], folder: readonly string[]): void {
  const folderPath = `/${folder.map((segment) => `${encodePathSegment(segment)}/`).join('')}`;
  if (exchange.method === 'POST' && acceptsExplicitly(exchange.field('accept'), 'text/html')) {
    exchange.respond(303, { Location: folderPath });
    return;
  }
  if (exchange.method === 'PUT' && placed[0]?.replaced) {
    exchange.respond(204, {});
    return;
  }
  const files = placed.map(({ name, bytes }) => ({ name, path: folderPath + encodePathSegment(name), size: bytes }));
  const [only] = files;
  const fields = {
    'Content-Type': 'application/json; charset=utf-8',
    ...(only && files.length === 1 ? { Location: only.path } : {}),
  };
  exchange.respond(201, fields, `${JSON.stringify({ files }, null, 2)}\n`);
}
