import { contentSecurityPolicy } from '../../pages/content-security.ts';
import { LISTING_STYLE } from '../../pages/style.ts';
import type { Totals } from './entry.ts';
import { FILTER_SCRIPT } from './filter-script.ts';
import { type ListingPage, pageEnd, pageHead } from './html-page.ts';
import type { RowForm } from './thread/messages.ts';
import { UPLOAD_SCRIPT } from './upload-script.ts';

/** One form of a listing: what comes before its rows, and what comes after them. The rows are written by the folder thread. */
export interface Representation {
  readonly fields: Readonly<Record<string, string>>;
  readonly rows: RowForm;
  /** @param large whether the rows are sent bit by bit */
  head(large: boolean): string;
  end(totals: Totals): string;
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

export function representation(type: string | undefined, page: ListingPage): Representation {
  if (type === 'application/json') return jsonRepresentation(page);
  if (type === 'text/plain') return textRepresentation(page);
  return {
    fields: {
      ...COMMON_FIELDS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': page.upload ? uploadPolicy() : readPolicy(),
    },
    rows: { type: 'html', language: page.language },
    head: (large) => pageHead(page, large),
    end: (totals) => pageEnd(page, totals),
  };
}

/** `{path, entries:[…]}` */
function jsonRepresentation({ segments, language }: ListingPage): Representation {
  const path = `/${segments.map((name) => `${name}/`).join('')}`;
  return {
    fields: { ...COMMON_FIELDS, 'Content-Type': 'application/json' },
    rows: { type: 'json', language },
    head: () => `{"path":${JSON.stringify(path)},"entries":[`,
    end: () => ']}\n',
  };
}

function textRepresentation({ language }: ListingPage): Representation {
  return {
    fields: { ...COMMON_FIELDS, 'Content-Type': 'text/plain; charset=utf-8' },
    rows: { type: 'text', language },
    head: () => '',
    end: () => '',
  };
}
