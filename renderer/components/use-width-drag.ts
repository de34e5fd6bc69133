import type { KeyboardEvent, PointerEvent } from 'react';

interface WidthDrag {
  readonly width: number;
  /** The side of what is resized on which its handle stands. */
  readonly side: 'left' | 'right';
  /** Pixels that an arrow key moves the handle. */
  readonly step: number;
  readonly onResize: (width: number) => void;
}

/** Drags an edge by pointer or arrow keys: the handle goes where it is sent, the width follows. */
export function useWidthDrag({ width, side, step, onResize }: WidthDrag) {
  const grow = (right: number) => onResize(width + (side === 'right' ? right : -right));
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const handle = event.currentTarget;
      const fromX = event.clientX;
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = (move) => grow(move.clientX - fromX);
      handle.onlostpointercapture = () => {
        handle.onpointermove = null;
      };
    },
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft' || key === 'ArrowRight') grow(key === 'ArrowRight' ? step : -step);
    },
  };
}
