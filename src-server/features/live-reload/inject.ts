import type { Exchange } from '../../pipeline/exchange.ts';
import type { HtmlTransform } from '../static/representation.ts';

export const SCRIPT_PATH = '/.portico/live-reload.js';
/** From our own address, so that a page's Content-Security-Policy with 'self' lets it pass. */
export const SCRIPT_TAG = `<script src="${SCRIPT_PATH}" async></script>`;

/** Puts the script at the end of a document. What is not text of one byte units (UTF-16) is left alone. */
export function injectScript(html: Buffer): Buffer {
  const isWide = (html[0] === 0xff && html[1] === 0xfe) || (html[0] === 0xfe && html[1] === 0xff);
  if (isWide) return html;
  // Latin-1 keeps every byte as it is, and the tags are ASCII in all encodings that are left.
  const text = html.toString('latin1');
  const end = endOfBody(text);
  return Buffer.concat([html.subarray(0, end), Buffer.from(SCRIPT_TAG), html.subarray(end)]);
}

/**
 * End tags, and what may hold the text of one: there our tag would not run, or would end the script that it stands in.
 * What is never closed reaches to the end, which also keeps the search linear.
 */
const END_TAGS = /<!--(?:-?>|.*?(?:--!?>|$))|<(script|style|textarea|title)\b.*?(?:<\/\1\s*>|$)|<\/(body|html)\s*>/gis;

function endOfBody(text: string): number {
  const ends = new Map<string, number>();
  for (const { 2: name, index } of text.matchAll(END_TAGS)) if (name) ends.set(name.toLowerCase(), index);
  return ends.get('body') ?? ends.get('html') ?? text.length;
}

export interface NavigationFields {
  readonly method: string;
  readonly secFetchDest: string | undefined;
  readonly accept: string | undefined;
  readonly range: string | undefined;
}

/**
 * Whether a browser asks for a document to show: fragments that scripts fetch, downloads in parts and programs get the
 * file as it is. HEAD is told what GET would send, and a range is for GET alone (RFC 9110 §14.2).
 */
export function isNavigation({ method, secFetchDest, accept, range }: NavigationFields): boolean {
  if (method === 'GET' && range !== undefined) return false;
  if (secFetchDest !== undefined) return /^(document|iframe|frame)$/.test(secFetchDest);
  return /\btext\/html\b/i.test(accept ?? '');
}

export function navigates(exchange: Exchange): boolean {
  return isNavigation({
    method: exchange.method,
    secFetchDest: exchange.field('sec-fetch-dest'),
    accept: exchange.field('accept'),
    range: exchange.field('range'),
  });
}

/** Adds the script to documents that a browser shows. */
export const liveReloadTransform: HtmlTransform = {
  tag: 'live',
  vary: ['Accept', 'Sec-Fetch-Dest'],
  applies: navigates,
  apply: injectScript,
};
