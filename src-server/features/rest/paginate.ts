import type { Item } from './data.ts';
import type { Window } from './query.ts';

export interface Page {
  /** What is sent: an envelope with `_per_page`, else the bare items. */
  readonly content: (items: readonly Item[]) => unknown;
  readonly items: readonly Item[];
  readonly fields: Readonly<Record<string, string>>;
}

/** @param path of the collection, for the links between pages */
export function paginate(found: readonly Item[], window: Window, path: string, query: string): Page {
  const fields = { 'X-Total-Count': String(found.length) };
  if (window.kind === 'all') return { items: found, fields, content: (items) => items };
  if (window.kind === 'pages') return { ...envelope(found, window), fields };
  const items = found.slice(window.start, window.end);
  const link = links(found.length, window, path, query);
  return { items, fields: link === undefined ? fields : { ...fields, Link: link }, content: (shown) => shown };
}

function envelope(found: readonly Item[], { page, perPage }: { page: number; perPage: number }): Omit<Page, 'fields'> {
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const current = Math.min(page, pages);
  const head = {
    first: 1,
    prev: current > 1 ? current - 1 : null,
    next: current < pages ? current + 1 : null,
    last: pages,
    pages,
    items: found.length,
  };
  const items = found.slice((current - 1) * perPage, current * perPage);
  return { items, content: (data) => ({ ...head, data }) };
}

/** RFC 8288 links, for `_page` with `_limit`. */
function links(total: number, { page, limit }: { page?: number; limit?: number }, path: string, query: string) {
  if (page === undefined || !limit) return undefined;
  const last = Math.max(1, Math.ceil(total / limit));
  const targets = { first: 1, prev: page - 1, next: page + 1, last };
  return Object.entries(targets)
    .filter(([, target]) => target >= 1 && target <= last)
    .map(([rel, target]) => {
      const params = new URLSearchParams(query);
      params.set('_page', String(target));
      return `<${path}?${params}>; rel="${rel}"`;
    })
    .join(', ');
}
