import { encodePathSegment, escapeHtml } from '../../http/escape.ts';
import { icon } from '../../pages/icons.ts';
import type { Language } from '../../pages/language.ts';
import { visibleText } from '../../pages/visible-text.ts';
import type { Entry } from './entry.ts';
import { fileIcon } from './file-icon.ts';
import { formatSize, timeWriter } from './format.ts';
import { LISTING_WORDS } from './words.ts';

/** Characters from which a name may not fit its column: then the whole of it is in the tooltip. */
const LONG_NAME = 40;

/** Relative reference (RFC 3986 §4.2) to an entry of the folder; undefined when none can lead there. */
export function entryHref(entry: Entry): string | undefined {
  const { name } = entry;
  if (!entry.reachable || !isWellFormed(name)) return undefined;
  const encoded = encodePathSegment(name);
  return entry.isFolder ? `${encoded}/` : encoded;
}

/** False for lone surrogates, which UTF-8 and so a URL cannot say. */
const isWellFormed = (name: string) => !/\p{Cs}/u.test(name);

/** Writes entries as table rows. @param linkable false for names that the gatekeeper would refuse */
export function rowWriter(
  language: Language,
  linkable: (name: string) => boolean,
): (entries: readonly Entry[]) => string {
  const words = LISTING_WORDS[language];
  const time = timeWriter(language, Date.now());
  const folderIcon = icon('folder', { label: words.folder });
  const cell = (entry: Entry) => {
    const name = `${entry.isFolder ? folderIcon : ''}<bdi>${escapeHtml(visibleText(entry.name))}</bdi>`;
    const href = linkable(entry.name) ? entryHref(entry) : undefined;
    if (href === undefined) return `<span class="no" title="${words.noLink}">${name}</span>`;
    const title = entry.name.length > LONG_NAME ? ` title="${escapeHtml(visibleText(entry.name))}"` : '';
    return `<a href="${href}"${title}>${name}</a>`;
  };
  return (entries) => {
    let html = '';
    for (const entry of entries) {
      const look = entry.isFolder ? 'dir' : fileIcon(entry.name);
      const size = entry.isFolder || Number.isNaN(entry.size) ? '' : formatSize(entry.size);
      html += `<tr class="${look}"><td>${cell(entry)}<td class="sz">${size}<td class="md">${time(entry.modifiedMs)}\n`;
    }
    return html;
  };
}
