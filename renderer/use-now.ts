import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: number | undefined;
let nowMs = Date.now();

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for the whole page; it stands still while the window is hidden. */
function update(): void {
  const wanted = listeners.size > 0 && !document.hidden;
  if (wanted && timer === undefined) {
    tick();
    timer = window.setInterval(tick, 1000);
  } else if (!wanted) {
    window.clearInterval(timer);
    timer = undefined;
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', update);
  listeners.add(listener);
  update();
  return () => {
    listeners.delete(listener);
    update();
    if (listeners.size === 0) document.removeEventListener('visibilitychange', update);
  };
}

/** The time in milliseconds; the component renders again every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
