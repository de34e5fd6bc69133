import { escapeHtml } from '../../http/escape.ts';
import { icon } from '../../pages/icons.ts';
import type { Language } from '../../pages/language.ts';
import { formatLimit } from './format.ts';
import { UPLOAD_SCRIPT } from './upload-script.ts';
import { UPLOAD_WORDS } from './upload-words.ts';

export interface UploadForm {
  /** Largest file in bytes; without it there is no limit. */
  readonly maxBytes?: number | undefined;
  readonly conflict: 'rename' | 'refuse' | 'replace';
}

/** Those of the form and of the rows that its script makes. */
export const UPLOAD_ICONS = ['upload', 'file', 'done', 'alert', 'close'] as const;

/** The form that adds files to the folder: a plain one, which the script turns into a place to drop files on. */
export function uploadArea({ maxBytes, conflict }: UploadForm, folder: string, language: Language): string {
  const words = UPLOAD_WORDS[language];
  const limit = maxBytes === undefined ? undefined : formatLimit(maxBytes);
  const forScript = {
    ...words.script,
    over: words.script.over.replace('{folder}', () => folder),
    overHint: [limit && words.limit.replace('{max}', limit), words.conflict[conflict]]
      .filter(Boolean)
      .join(words.space),
    hint: [words.dropHint, limit && words.limit.replace('{max}', limit)].filter(Boolean).join(words.space),
    tooLarge: words.script.tooLarge.replace('{max}', limit ?? ''),
    maxBytes: maxBytes ?? null,
  };
  return `<section class="ua" aria-labelledby="add"><form class="up" method="post" enctype="multipart/form-data" action="." data-words="${escapeHtml(JSON.stringify(forScript))}">
${icon('upload')}<h2 id="add">${words.title}</h2><p>${escapeHtml([words.hint, limit && words.limit.replace('{max}', limit)].filter(Boolean).join(words.space))}</p>
<div class="pick"><input type="file" name="files" multiple required aria-label="${words.choose}"><button class="btn pri">${words.send}</button><button class="btn pri" type="button" hidden>${words.choose}</button></div></form>
<ul class="ups" aria-live="polite"></ul></section><script>${UPLOAD_SCRIPT}</script>
`;
}
