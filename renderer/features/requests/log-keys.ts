import type { KeyboardEvent } from 'react';
import type { LogViewStore } from './log-view.ts';
import type { ShownRows } from './use-log-rows.ts';

interface LogKeys {
  readonly rows: ShownRows;
  readonly viewStore: LogViewStore;
  readonly onPause: () => void;
  readonly onCopy: () => void;
  readonly onSend: () => void;
  /** Folds or unfolds a page. */
  readonly onToggle: (position: number) => void;
}

/** The keys of UI.md §5 while the log has the focus. */
export function pressLogKey(event: KeyboardEvent, pageRows: number, keys: LogKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isControl(event)) return;
  if (move(event.key, pageRows, keys) || act(event.key, keys)) event.preventDefault();
}

/** Moves the selection; past the end it follows the newest row. */
function move(key: string, pageRows: number, { rows, viewStore }: LogKeys): boolean {
  const { selected } = viewStore.getState();
  const last = rows.count - 1;
  const here = selected === undefined ? undefined : rows.indexOf(selected);
  const target = targetOf(key, here, last, pageRows);
  if (target === undefined || last < 0) return false;
  const following = key === 'End' || (key === 'ArrowDown' && here === last);
  viewStore.setState({ selected: rows.positionAt(target), following });
  return true;
}

function act(key: string, { viewStore, onPause, onCopy, onSend, onToggle }: LogKeys): boolean {
  const { selected, following } = viewStore.getState();
  const open = () => selected !== undefined && viewStore.setState({ detailShown: true });
  const close = () => viewStore.setState({ detailShown: false, ...(following ? { selected: undefined } : {}) });
  const toggle = () => selected !== undefined && onToggle(selected);
  const actions: Readonly<Record<string, () => unknown>> = {
    Enter: open,
    Escape: close,
    ' ': onPause,
    c: onCopy,
    r: onSend,
    ArrowLeft: toggle,
    ArrowRight: toggle,
  };
  const action = actions[key.length === 1 ? key.toLowerCase() : key];
  action?.();
  return action !== undefined;
}

/** Buttons and handles inside the grid have their own use for Enter and Space. */
function isControl({ target, currentTarget }: KeyboardEvent): boolean {
  return target !== currentTarget && (target as HTMLElement).matches('button, [role="separator"]');
}

function targetOf(key: string, here: number | undefined, last: number, page: number): number | undefined {
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
    case 'End':
      return last;
    default:
      return undefined;
  }
}
