import type { KeyboardEvent } from 'react';
import type { LogViewStore } from './log-view.ts';
import type { MatchingRows } from './matching-rows.ts';

interface LogKeys {
  readonly rows: MatchingRows;
  readonly viewStore: LogViewStore;
  readonly onPause: () => void;
  readonly onCopy: () => void;
  readonly onSend: () => void;
}

/** The keys of UI.md §5 while the log has the focus. */
export function pressLogKey(
  event: KeyboardEvent,
  pageRows: number,
  { rows, viewStore, onPause, onCopy, onSend }: LogKeys,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isControl(event)) return;
  const { selected, following } = viewStore.getState();
  const last = rows.count - 1;
  const here = selected === undefined ? undefined : rows.indexOf(selected);
  const target = moveTo(event.key, here, last, pageRows);
  if (event.key === 'End' || (target === last && here === last && event.key === 'ArrowDown')) {
    viewStore.setState({ selected: rows.positionAt(last), following: true });
  } else if (target !== undefined && last >= 0) {
    viewStore.setState({ selected: rows.positionAt(target), following: false });
  } else if (event.key === 'Enter' && selected !== undefined) viewStore.setState({ detailShown: true });
  else if (event.key === 'Escape')
    viewStore.setState({ detailShown: false, ...(following ? { selected: undefined } : {}) });
  else if (event.key === ' ') onPause();
  else if (event.key.toLowerCase() === 'c') onCopy();
  else if (event.key.toLowerCase() === 'r') onSend();
  else return;
  event.preventDefault();
}

/** Buttons and handles inside the grid have their own use for Enter and Space. */
function isControl({ target, currentTarget }: KeyboardEvent): boolean {
  return target !== currentTarget && (target as HTMLElement).matches('button, [role="separator"]');
}

function moveTo(key: string, here: number | undefined, last: number, page: number): number | undefined {
  const from = here ?? last + 1;
  const clamp = (index: number) => Math.max(0, Math.min(last, index));
  switch (key) {
    case 'ArrowUp':
      return clamp(from - 1);
    case 'ArrowDown':
      return clamp(from + 1);
    case 'PageUp':
      return clamp(from - page);
    case 'PageDown':
      return clamp(from + page);
    case 'Home':
      return 0;
    default:
      return undefined;
  }
}
