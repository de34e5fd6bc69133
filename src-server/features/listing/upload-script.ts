import { functionSource } from '../../pages/function-source.ts';
import type { UploadScriptWords } from './upload-words.ts';

type Words = UploadScriptWords & { hint: string; overHint: string; maxBytes: number | null };

/*
 * Runs in the visitor's browser, from its source text: a function here names only the others. Without it the form still
 * works; with it files can be dropped anywhere on the page, and each shows how far it is.
 */
function uploadFiles(): void {
  const form = document.querySelector<HTMLFormElement>('.up');
  const list = document.querySelector<HTMLElement>('.ups');
  const input = form?.querySelector<HTMLInputElement>('input');
  const [send, choose] = form?.querySelectorAll('button') ?? [];
  if (!form || !list || !input || !send || !choose) return;
  const words = JSON.parse(form.dataset.words ?? '{}') as Words;
  const queue: (() => Promise<void>)[] = [];
  let busy = false;
  const work = async () => {
    if (busy) return;
    busy = true;
    for (let task = queue.shift(); task; task = queue.shift()) await task();
    busy = false;
    await refreshRows();
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const row = uploadRow(list, file, words);
      if (words.maxBytes !== null && file.size > words.maxBytes) {
        row.fail(words.tooLarge.replace('{size}', sizeText(file.size)));
      } else queue.push(() => sendFile(form.action, file, row, words));
    }
    void work();
  };
  input.hidden = true;
  send.hidden = true;
  choose.hidden = false;
  choose.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add([...(input.files ?? [])]);
    input.value = '';
  });
  const [title, hint] = form.querySelectorAll('h2,p');
  if (title && hint) takeDrops(form, title, hint, words, add);
}

function takeDrops(
  form: Element,
  title: Element,
  hint: Element,
  words: Words,
  add: (files: Iterable<File>) => void,
): void {
  const usual = title.textContent;
  let depth = 0;
  const show = (over: boolean) => {
    if (!over) depth = 0;
    form.classList.toggle('over', over);
    title.textContent = over ? words.over : usual;
    hint.textContent = over ? words.overHint : words.hint;
  };
  const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
    document.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      act(event);
    });
  show(false);
  on('dragenter', () => {
    depth += 1;
    show(true);
  });
  on('dragover', () => {});
  on('dragleave', () => {
    depth -= 1;
    if (depth <= 0) show(false);
  });
  on('drop', (event) => {
    show(false);
    add([...(event.dataTransfer?.files ?? [])]);
  });
}

interface UploadRow {
  progress(sent: number, total: number, startedMs: number): void;
  done(name: string, note: string): void;
  fail(why: string): void;
  onClose(act: () => void): void;
  readonly open: boolean;
}

function uploadRow(list: HTMLElement, file: File, words: Words): UploadRow {
  const row = document.createElement('li');
  const mark = (icon: string) => `<svg class="i" aria-hidden="true"><use href="#${icon}"/></svg>`;
  row.innerHTML = `${mark('file')}<span><bdi></bdi> <em></em><div class="bar"><div></div></div></span><small></small><button type="button">${mark('close')}</button>`;
  const part = <T extends HTMLElement>(selector: string) => row.querySelector(selector) as T;
  const [name, note, bar, state, button] = [
    part('bdi'),
    part('em'),
    part('.bar'),
    part('small'),
    part<HTMLButtonElement>('button'),
  ];
  let close = () => row.remove();
  const settle = (icon: string, look: string) => {
    row.className = look;
    row.querySelector('use')?.setAttribute('href', `#${icon}`);
    bar.remove();
    close = () => row.remove();
  };
  name.textContent = file.name;
  state.textContent = words.waiting;
  button.setAttribute('aria-label', `${words.cancel}: ${file.name}`);
  button.addEventListener('click', () => close());
  list.append(row);
  return {
    progress(sent, total, startedMs) {
      (bar.firstElementChild as HTMLElement).style.width = `${total > 0 ? (sent / total) * 100 : 0}%`;
      const left = sent > 0 ? Math.ceil((((performance.now() - startedMs) / sent) * (total - sent)) / 1000) : 0;
      const [part, whole] = [sizeText(sent), sizeText(total)];
      const [amount = '', unit] = part.split(' ');
      const far = words.progress
        .replace('{sent}', whole.endsWith(` ${unit}`) ? amount : part)
        .replace('{total}', whole);
      state.textContent = left > 0 ? `${far} · ${words.seconds.replace('{n}', String(left))}` : far;
    },
    done(stored, remark) {
      settle('done', 'ok');
      name.textContent = stored;
      note.textContent = remark;
      state.textContent = words.received.replace('{size}', sizeText(file.size));
      button.hidden = true;
    },
    fail(why) {
      settle('alert', 'bad');
      note.textContent = why;
      state.textContent = words.notSent;
      button.setAttribute('aria-label', `${words.remove}: ${file.name}`);
    },
    onClose(act) {
      close = () => {
        act();
        row.remove();
      };
    },
    get open() {
      return row.isConnected;
    },
  };
}

/** One request for each file, so that each has its own progress and its own refusal. */
function sendFile(action: string, file: File, row: UploadRow, words: Words): Promise<void> {
  return new Promise((resolve) => {
    if (!row.open) return resolve();
    const request = new XMLHttpRequest();
    const startedMs = performance.now();
    const content = new FormData();
    content.append('files', file);
    row.progress(0, file.size, startedMs);
    row.onClose(() => request.abort());
    request.upload.addEventListener('progress', ({ loaded }) =>
      row.progress(Math.min(loaded, file.size), file.size, startedMs),
    );
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        const stored = storedName(request, file.name);
        row.done(stored, stored === file.name ? '' : words.renamed);
      } else row.fail(words.status[request.status] ?? words.refused.replace('{status}', String(request.status)));
    });
    request.addEventListener('error', () => row.fail(words.cut));
    request.addEventListener('loadend', () => resolve());
    request.open('POST', action);
    request.setRequestHeader('Accept', 'application/json');
    request.send(content);
  });
}

/** The name under which the server kept the file: the last segment of `Location`. */
function storedName(request: XMLHttpRequest, sentAs: string): string {
  const segment = request.getResponseHeader('Location')?.split('/').pop();
  try {
    return segment ? decodeURIComponent(segment) : sentAs;
  } catch {
    return sentAs;
  }
}

function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 99.95 ? value.toFixed(1).replace('.0', '') : Math.round(value)} ${units[unit]}`;
}

/** Shows what has arrived, in its place among the other rows. */
async function refreshRows(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const selector of ['main', '.sum']) {
    const [now, next] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (now && next) now.replaceWith(next);
  }
  document.querySelector('.q')?.dispatchEvent(new Event('input'));
}

export const UPLOAD_SCRIPT = functionSource(uploadFiles, [
  takeDrops,
  uploadRow,
  sendFile,
  storedName,
  sizeText,
  refreshRows,
]);
