import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { ROW_HEIGHT } from './row-place.ts';

/** The virtualizer measures anew when the count changes, which at 20 batches a second is dear: it gets round numbers. */
const COUNT_STEP = 1024;

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
    overscan: 10,
  });
  const removedBefore = useRef(removed);
  useLayoutEffect(() => {
    const gone = removed - removedBefore.current;
    removedBefore.current = removed;
    if (following) scroller.scrollTop = count * ROW_HEIGHT;
    else if (gone > 0) scroller.scrollTop -= gone * ROW_HEIGHT;
  }, [scroller, count, removed, following]);
  const items = virtualizer.getVirtualItems().filter(({ index }) => index < count);
  const slots = useRef(1);
  slots.current = Math.max(slots.current, items.length);
  return { items, slots: slots.current };
}
