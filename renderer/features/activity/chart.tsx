import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './activity.module.css';

interface ChartProps {
  readonly label: string;
  /** Made anew when it changes: keep it stable but for theme and language. */
  readonly options: Omit<uPlot.Options, 'width' | 'height'>;
  readonly data: uPlot.AlignedData;
  readonly onHover?: (index: number | undefined) => void;
  /** Shown inside the axes. */
  readonly children?: ReactNode;
}

/** uPlot in a box: as large as the box, told of new data, and of nothing else. */
export function Chart({ label, options, data, onHover, children }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ data, onHover });
  latest.current = { data, onHover };
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const hover = ({ cursor }: uPlot) => latest.current.onHover?.(cursor.idx ?? undefined);
    const hooks = { ...options.hooks, setCursor: [hover] };
    const made = new uPlot({ ...options, ...size(), hooks }, latest.current.data, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [options]);
  useEffect(() => plot.current?.setData(data), [data]);
  return (
    <div className={classes.chart} role="img" aria-label={label}>
      <div ref={box} className={classes.plot} />
      {children && <p className={classes.nothing}>{children}</p>}
    </div>
  );
}
