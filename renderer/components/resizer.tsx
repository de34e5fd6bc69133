import type { KeyboardEvent, PointerEvent } from 'react';
import classes from './resizer.module.css';

const KEY_STEP = 16;

interface ResizerProps {
  readonly label: string;
  readonly width: number;
  readonly onResize: (width: number) => void;
}

/** The left edge of a pane that stands right: it grows to the left. */
export function Resizer({ label, width, onResize }: ResizerProps) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const fromX = event.clientX;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onResize(width + fromX - move.clientX);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  const step = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') onResize(width + (key === 'ArrowLeft' ? KEY_STEP : -KEY_STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved; <hr> cannot take the focus
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      className={classes.resizer}
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}
