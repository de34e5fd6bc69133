import { escapeHtml } from '../../http/escape.ts';
import { contentSecurityPolicy } from '../../pages/content-security.ts';
import { documentEnd, documentHead } from '../../pages/document.ts';
import type { Language } from '../../pages/language.ts';
import { INSPECT_STYLE } from '../../pages/style.ts';
import { visibleText } from '../../pages/visible-text.ts';

/** Nothing a client sent can run on this page, even if an escape were forgotten. */
export const pagePolicy = contentSecurityPolicy(INSPECT_STYLE);

/** A description as a page for people, under the names it has as JSON. Every word of it comes from the client. */
export function inspectPage(title: string, description: object, language: Language): string {
  const entries = Object.entries(description).filter(([name, value]) => name !== 'rawHeaders' && !isEmpty(value));
  const plain = entries.filter(([name, value]) => typeof value !== 'object' && name !== 'body');
  const sections = entries.filter(([name, value]) => typeof value === 'object' || name === 'body');
  sections.sort(([a], [b]) => Number(a === 'headers') - Number(b === 'headers')); // long, and seldom what one looks for
  return (
    documentHead({ title: visibleText(title), language, style: INSPECT_STYLE }) +
    `<main><h1 dir="auto">${escapeHtml(visibleText(title))}</h1>${list(plain)}` +
    `${sections.map(([name, value]) => `<h2>${escapeHtml(name)}</h2>${section(value)}`).join('\n')}</main>\n` +
    documentEnd(language)
  );
}

function section(value: unknown): string {
  if (typeof value === 'string') return `<pre dir="auto">${escapeHtml(value)}</pre>`;
  const isList = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isList ? list(Object.entries(value)) : `<pre dir="auto">${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

function list(rows: readonly (readonly [string, unknown])[]): string {
  if (rows.length === 0) return '';
  const items = rows.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return `<dt>${escapeHtml(visibleText(name))}</dt><dd dir="auto">${escapeHtml(visibleText(text))}</dd>`;
  });
  return `<dl>${items.join('\n')}</dl>`;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
