/** Commands for which whoever is on the screen must do something. */
const filterFields = new Set<() => void>();

/** Registers what focuses the filter; returns how to take it back. */
export function onFocusFilter(focus: () => void): () => void {
  filterFields.add(focus);
  return () => void filterFields.delete(focus);
}

export function focusFilter(): void {
  for (const focus of filterFields) focus();
}
