import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { ROW_HEIGHT } from './row-place.ts';

/** The virtualizer measures anew when the count changes, which at 20 batches a second is dear: it gets round numbers. */
const COUNT_STEP = 1024;
/** Rows drawn beyond the edges, to be there when somebody scrolls. At the end less: under load each of them costs. */
const BEYOND = 10;
const BEYOND_END = 4;

interface LogScroll {
  readonly scroller: HTMLElement;
  readonly count: number;
  /** Rows that have left at the top since the beginning. */
  readonly removed: number;
  readonly following: boolean;
}

/**
 * Which rows are in sight. The view stays on the end while following, and holds still to the pixel while not. Neighbouring
 * rows differ modulo `slots`: as keys, these numbers let the page change the texts of its elements under load instead of
 * making all of them anew twenty times a second.
 */
export function useLogScroll({ scroller, count, removed, following }: LogScroll) {
  const virtualizer = useVirtualizer({
    count: Math.ceil(count / COUNT_STEP) * COUNT_STEP,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
  });
  const removedBefore = useRef(removed);
  useLayoutEffect(() => {
    const gone = removed - removedBefore.current;
    removedBefore.current = removed;
    if (following) scroller.scrollTop = count * ROW_HEIGHT;
    else if (gone > 0) scroller.scrollTop -= gone * ROW_HEIGHT;
  }, [scroller, count, removed, following]);
  const height = virtualizer.scrollRect?.height;
  const indices =
    following && height !== undefined
      ? lastIndices(count, Math.ceil(height / ROW_HEIGHT) + BEYOND_END)
      : virtualizer.getVirtualIndexes().filter((index) => index < count);
  const slots = useRef(1);
  slots.current = Math.max(slots.current, indices.length);
  return { indices, slots: slots.current };
}

/** Known before the page has scrolled to them: so new rows are drawn once and not twice. */
function lastIndices(count: number, wanted: number): number[] {
  const length = Math.min(count, wanted);
  return Array.from({ length }, (_, i) => count - length + i);
}
