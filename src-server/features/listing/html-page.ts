import { escapeHtml } from '../../http/escape.ts';
import { documentEnd, documentHead } from '../../pages/document.ts';
import { icon, sprite } from '../../pages/icons.ts';
import type { Language } from '../../pages/language.ts';
import { LISTING_STYLE } from '../../pages/style.ts';
import { visibleText } from '../../pages/visible-text.ts';
import type { Sorting, SortKey, Totals } from './entry.ts';
import { FILTER_SCRIPT } from './filter-script.ts';
import { formatSize } from './format.ts';
import { sortQuery } from './query.ts';
import { UPLOAD_ICONS, type UploadForm, uploadArea } from './upload-area.ts';
import { LISTING_WORDS } from './words.ts';

export interface ListingPage {
  readonly language: Language;
  /** Decoded segments of the folder's URL path. */
  readonly segments: readonly string[];
  /** What the root folder is called. */
  readonly siteName: string;
  readonly sorting: Sorting;
  /** Query of the request, without "?". */
  readonly query: string;
  /** Given where the visitor may add files. */
  readonly upload: UploadForm | undefined;
}

/** All that can be said before the folder was read. @param large whether so many entries follow that they arrive bit by bit */
export function pageHead(page: ListingPage, large: boolean): string {
  const { language, segments, siteName } = page;
  const words = LISTING_WORDS[language];
  const name = visibleText(segments.at(-1) ?? siteName);
  const title = segments.length === 0 ? name : `${name} · ${visibleText(siteName)}`;
  const icons = ['folder', 'next', 'up', 'down', ...(page.upload ? UPLOAD_ICONS : [])] as const;
  return `${documentHead({ title, language, style: LISTING_STYLE })}${sprite(icons)}
${breadcrumbs(page)}<header><h1 dir="auto">${escapeHtml(name)}</h1><input class="q" type="search" hidden${large ? ' data-large' : ''} placeholder="${words.filter}" aria-label="${words.filter}"></header>
${page.upload ? uploadArea(page.upload, name, language) : ''}<script>${FILTER_SCRIPT}</script>
<main><table><thead><tr>${columnHead('name', words.name, page)}${columnHead('size', words.size, page)}${columnHead('modified', words.modified, page)}</tr></thead><tbody>
`;
}

/** Links to every folder above; the folder itself is text. */
function breadcrumbs({ language, segments, siteName }: ListingPage): string {
  if (segments.length === 0) return `<nav aria-label="${LISTING_WORDS[language].path}"></nav>`;
  const names = [siteName, ...segments];
  const crumbs = names.map((name, index) => {
    const text = `<bdi>${escapeHtml(visibleText(name))}</bdi>`;
    const stepsUp = names.length - 1 - index;
    return stepsUp === 0
      ? `<span aria-current="page">${text}</span>`
      : `<a href="${'../'.repeat(stepsUp)}">${text}</a>`;
  });
  return `<nav aria-label="${LISTING_WORDS[language].path}">${crumbs.join(icon('next', { small: true }))}</nav>`;
}

const COLUMN_CLASS: Readonly<Record<SortKey, string>> = { name: '', size: ' class="sz"', modified: ' class="md"' };

function columnHead(key: SortKey, text: string, { sorting, query }: ListingPage): string {
  const sorted = sorting.sort === key;
  const ascending = sorting.order === 'asc';
  const state = sorted ? ` aria-sort="${ascending ? 'ascending' : 'descending'}"` : '';
  const mark = sorted ? icon(ascending ? 'up' : 'down', { small: true }) : '';
  return `<th scope="col"${COLUMN_CLASS[key]}${state}><a href="${escapeHtml(sortQuery(key, sorting, query))}">${text}${mark}</a></th>`;
}

/** The rest, once all rows were written. The counts come last in the text and are drawn under the title by the style. */
export function pageEnd({ language }: ListingPage, totals: Totals): string {
  const words = LISTING_WORDS[language];
  const counts = words.count(totals.folders, totals.files);
  const parts = totals.files > 0 ? [...counts, formatSize(totals.bytes)] : counts;
  const remark = counts.length === 0 ? words.empty : words.noMatch;
  return `</tbody></table><p class="mt"${counts.length === 0 ? '' : ' hidden'}>${remark}</p></main>\n<p class="sum" role="status">${parts.join(words.listSeparator)}</p>\n${documentEnd(language)}`;
}
