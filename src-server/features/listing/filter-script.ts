import { functionSource } from '../../pages/function-source.ts';

/** Runs in the visitor's browser, from its source text. Shows the box where there is something to look through. */
function filterRows(): void {
  const box = document.querySelector<HTMLInputElement>('.q');
  if (!box) return;
  const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr')];
  let timer = 0;
  const apply = () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows()) {
      row.hidden = !(row.querySelector('bdi')?.textContent ?? '').toLowerCase().includes(wanted);
      if (!row.hidden) shown += 1;
    }
    document.querySelector('.mt')?.toggleAttribute('hidden', shown > 0);
  };
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply, 60);
  });
  box.hidden = box.dataset.large === undefined;
  document.addEventListener('DOMContentLoaded', () => {
    box.hidden = rows().length < 12;
  });
}

export const FILTER_SCRIPT = functionSource(filterRows, []);
