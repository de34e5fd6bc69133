import { contentSecurityPolicy } from '../../pages/content-security.ts';
import { LISTING_STYLE } from '../../pages/style.ts';
import type { Entry } from './entry.ts';
import { FILTER_SCRIPT } from './filter-script.ts';
import { type ListingPage, pageEnd, pageHead, type Totals } from './html-page.ts';
import { rowWriter } from './html-rows.ts';
import { JSON_END, jsonEntries, jsonHead, textLines } from './json-text.ts';
import { UPLOAD_SCRIPT } from './upload-script.ts';

/** One form of a listing, written piece by piece: `head` needs no entries, `end` comes after all of them. */
export interface Representation {
  readonly fields: Readonly<Record<string, string>>;
  head(): string;
  entries(entries: readonly Entry[]): string;
  end(): string;
}

/** In the order of preference: HTML also where nothing of ours is accepted, as a browser can show it. */
export const LISTING_TYPES = ['text/html', 'application/json', 'text/plain'];

const COMMON_FIELDS = {
  Vary: 'Accept, Accept-Language',
  'Cache-Control': 'no-cache', // a folder has no validator
  'X-Content-Type-Options': 'nosniff',
};
const readPolicy = contentSecurityPolicy(LISTING_STYLE, [FILTER_SCRIPT]);
const uploadPolicy = contentSecurityPolicy(LISTING_STYLE, [FILTER_SCRIPT, UPLOAD_SCRIPT]);

/** @param linkable false for names that the gatekeeper would refuse */
export function representation(
  type: string | undefined,
  page: ListingPage,
  linkable: (name: string) => boolean,
): Representation {
  if (type === 'application/json') return jsonRepresentation(`/${page.segments.map((name) => `${name}/`).join('')}`);
  if (type === 'text/plain') return textRepresentation();
  const rows = rowWriter(page.language, linkable);
  const totals: Totals = { folders: 0, files: 0, bytes: 0 };
  return {
    fields: {
      ...COMMON_FIELDS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': page.upload ? uploadPolicy() : readPolicy(),
    },
    head: () => pageHead(page),
    entries: (entries) => {
      for (const entry of entries) count(totals, entry);
      return rows(entries);
    },
    end: () => pageEnd(page, totals),
  };
}

function count(totals: Totals, { isFolder, size }: Entry): void {
  if (isFolder) totals.folders += 1;
  else {
    totals.files += 1;
    totals.bytes += size || 0; // NaN: could not be read
  }
}

function jsonRepresentation(path: string): Representation {
  let first = true;
  return {
    fields: { ...COMMON_FIELDS, 'Content-Type': 'application/json' },
    head: () => jsonHead(path),
    entries: (entries) => {
      const text = jsonEntries(entries, first);
      first &&= text === '';
      return text;
    },
    end: () => JSON_END,
  };
}

function textRepresentation(): Representation {
  return {
    fields: { ...COMMON_FIELDS, 'Content-Type': 'text/plain; charset=utf-8' },
    head: () => '',
    entries: textLines,
    end: () => '',
  };
}
