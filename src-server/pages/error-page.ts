import { encodePathSegment, escapeHtml } from '../http/escape.ts';
import { contentSecurityPolicy } from './content-security.ts';
import { documentEnd, documentHead } from './document.ts';
import { errorWords } from './error-words.ts';
import { UNLIT_PORCH } from './icons.ts';
import type { Language } from './language.ts';
import { ERROR_STYLE } from './style.ts';
import { visibleText } from './visible-text.ts';

/** The policy that `errorPage` has to be served with. */
export const errorPagePolicy = contentSecurityPolicy(ERROR_STYLE);

export interface ErrorPage {
  readonly status: number;
  readonly language: Language;
  /** Decoded path of the request target; left out when it could not be read. Never a path of this computer. */
  readonly path?: string;
  /** Replaces the usual reason, for refusals that can say it better. English. */
  readonly detail?: string;
}

/** A refusal as people read it: what happened, why, what to do. */
export function errorPage({ status, language, path, detail }: ErrorPage): string {
  const { title, why, todo } = errorWords(status, language);
  const reason = detail === undefined ? withPath(why, language, path) : escapeHtml(visibleText(detail));
  return (
    documentHead({ title, language, style: ERROR_STYLE }) +
    `<main class="nf">${UNLIT_PORCH}<h1>${title}</h1><p>${reason}${language === 'zh' ? '' : ' '}${todo}</p>` +
    `${ways(language, path)}</main>${documentEnd(language, String(status))}`
  );
}

function withPath(text: string, language: Language, path: string | undefined): string {
  const fallback = language === 'zh' ? '这个地址' : 'This address';
  return escapeHtml(text).replace('{path}', () =>
    path === undefined ? fallback : `<code dir="auto">${escapeHtml(visibleText(path))}</code>`,
  );
}

/** Links out of the dead end. The start page has nowhere else to go. */
function ways(language: Language, path: string | undefined): string {
  if (path === '/') return '';
  const [up, start] = language === 'zh' ? ['回到上级文件夹', '首页'] : ['Up one folder', 'Start page'];
  const above = parentHref(path);
  const first = above === '/' ? '' : `<a class="btn pri" href="${escapeHtml(above)}">${up}</a>`;
  return `<div class="acts">${first}<a class="btn${first ? '' : ' pri'}" href="/">${start}</a></div>`;
}

function parentHref(path: string | undefined): string {
  if (path === undefined) return '/';
  const segments = path.split('/').filter(Boolean).slice(0, -1);
  return segments.length === 0 ? '/' : `/${segments.map(encodePathSegment).join('/')}/`;
}
