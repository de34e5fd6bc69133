import classes from './resizer.module.css';
import { useWidthDrag } from './use-width-drag.ts';

interface ResizerProps {
  readonly label: string;
  readonly width: number;
  readonly onResize: (width: number) => void;
}

/** The left edge of a pane that stands right: it grows to the left. */
export function Resizer({ label, width, onResize }: ResizerProps) {
  const drag = useWidthDrag({ width, side: 'left', step: 16, onResize });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved; <hr> cannot take the focus
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      className={classes.resizer}
      {...drag}
    />
  );
}
