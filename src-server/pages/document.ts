import { escapeHtml } from '../http/escape.ts';
import { APP_ICON, FAVICON } from './icons.ts';
import type { Language } from './language.ts';

export interface DocumentHead {
  readonly title: string;
  readonly language: Language;
  readonly style: string;
}

/** Everything up to and including `<body>`. */
export function documentHead({ title, language, style }: DocumentHead): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${FAVICON}">
<style>${style}</style></head>
<body>
`;
}

/** The foot of the page and the end of the document. @param note stands at the right, e.g. the status code */
export function documentEnd(language: Language, note = ''): string {
  const words = language === 'zh' ? '由 Portico 提供' : 'Served by Portico';
  return `<footer>${APP_ICON}<span>${words}</span>${note && `<b>${escapeHtml(note)}</b>`}</footer>
</body></html>
`;
}
