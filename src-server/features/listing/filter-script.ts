import { functionSource } from '../../pages/function-source.ts';

/** Fewer rows than this are seen at a glance. */
function filterRows(): void {
  const box = document.querySelector<HTMLInputElement>('.q');
  if (!box) return;
  let timer = 0;
  const apply = () => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of document.querySelectorAll<HTMLElement>('tbody tr')) {
      row.hidden = !(row.querySelector('bdi')?.textContent ?? '').toLowerCase().includes(wanted);
    }
  };
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply, 60);
  });
  document.addEventListener('DOMContentLoaded', () => {
    box.hidden = document.querySelectorAll('tbody tr').length < 12;
  });
}

export const FILTER_SCRIPT = functionSource(filterRows, []);
