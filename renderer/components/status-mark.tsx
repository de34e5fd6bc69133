import classes from './status-mark.module.css';

export type StatusShape = 'plain' | 'arrow' | 'diamond' | 'solid' | 'cut' | 'switch';

const PATHS: Readonly<Partial<Record<StatusShape, string>>> = {
  switch: 'M1 3.5h7M6 1.5l2 2M9 6.5H2M4 8.5l-2-2',
  arrow: 'M1 8V4.5a1.5 1.5 0 0 1 1.5-1.5H8.5M6 .8 8.5 3 6 5.2',
  diamond: 'M5 .9 9.1 5 5 9.1.9 5z',
  cut: 'M0 5h3M7 5h3M3.5 2l3 6',
};

export function statusShape(status: number, cut: boolean): StatusShape {
  if (cut) return 'cut';
  if (status < 200) return 'switch';
  if (status < 300) return 'plain';
  if (status < 400) return 'arrow';
  return status < 500 ? 'diamond' : 'solid';
}

interface StatusMarkProps {
  readonly shape: StatusShape;
  /** The number, or the word for a cut connection. */
  readonly text: string;
}

/** Shape first, weight second, colour third. A 200 has no mark at all. */
export function StatusMark({ shape, text }: StatusMarkProps) {
  return (
    <span className={classes.status} data-shape={shape}>
      <StatusShapeIcon shape={shape} />
      <b>{text}</b>
    </span>
  );
}

export function StatusShapeIcon({ shape }: { readonly shape: StatusShape }) {
  const path = PATHS[shape];
  if (!path) return null;
  return (
    <svg className={classes.shape} data-shape={shape} viewBox="0 0 10 10" aria-hidden>
      <path d={path} />
    </svg>
  );
}
