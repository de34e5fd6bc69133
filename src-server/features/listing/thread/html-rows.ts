import { encodePathSegment, escapeHtml } from '../../../http/escape.ts';
import { fileNameProblem } from '../../../http/file-name.ts';
import { icon } from '../../../pages/icons.ts';
import type { Language } from '../../../pages/language.ts';
import { visibleText } from '../../../pages/visible-text.ts';
import type { Entry } from '../entry.ts';
import { formatSize } from '../format.ts';
import { LISTING_WORDS } from '../words.ts';
import { fileIcon } from './file-icon.ts';
import type { RowWriter } from './row-writer.ts';
import { TimeWriter } from './time-writer.ts';

/** Characters from which a name may not fit its column: then the whole of it is in the tooltip. */
const LONG_NAME = 40;
/** Names that are the same in an address, in HTML and for the eye. */
const PLAIN = /^[\w.~-]*$/;

/** Relative reference (RFC 3986 §4.2) to an entry of the folder; undefined when none can lead there. */
export function entryHref({ name, isFolder, reachable }: Entry): string | undefined {
  if (!reachable || !isWellFormed(name)) return undefined;
  const encoded = encodePathSegment(name);
  return isFolder ? `${encoded}/` : encoded;
}

/** False for lone surrogates, which UTF-8 and so a URL cannot say. */
const isWellFormed = (name: string) => PLAIN.test(name) || !/\p{Cs}/u.test(name);

const shownName = (name: string) => (PLAIN.test(name) ? name : escapeHtml(visibleText(name)));

/** Writes entries as table rows. */
export class HtmlRows implements RowWriter {
  readonly #noLink: string;
  readonly #time: TimeWriter;
  readonly #folderIcon: string;

  constructor(language: Language) {
    const { folder, noLink } = LISTING_WORDS[language];
    this.#noLink = noLink;
    this.#time = new TimeWriter(language, Date.now());
    this.#folderIcon = icon('folder', { label: folder });
  }

  write(entries: readonly Entry[]): string {
    let html = '';
    for (const entry of entries) html += this.#row(entry);
    return html;
  }

  #row(entry: Entry): string {
    const { name, isFolder, size, modifiedMs } = entry;
    const look = isFolder ? 'dir' : fileIcon(name);
    const shownSize = isFolder || Number.isNaN(size) ? '' : formatSize(size);
    return `<tr class="${look}"><td>${this.#cell(entry)}<td class="sz">${shownSize}<td class="md">${this.#time.write(modifiedMs)}\n`;
  }

  #cell(entry: Entry): string {
    const shown = shownName(entry.name);
    const name = `${entry.isFolder ? this.#folderIcon : ''}<bdi>${shown}</bdi>`;
    const href = fileNameProblem(entry.name) === undefined ? entryHref(entry) : undefined; // others would be refused
    if (href === undefined) return `<span class="no" title="${this.#noLink}">${name}</span>`;
    const title = entry.name.length > LONG_NAME ? ` title="${shown}"` : '';
    return `<a href="${href}"${title}>${name}</a>`;
  }
}
