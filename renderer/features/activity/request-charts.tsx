import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../format.ts';
import classes from './activity.module.css';
import type { Bins } from './bins.ts';
import { Chart } from './chart.tsx';
import { columnOptions, hatch, latencyOptions, token } from './chart-options.ts';
import { useTheme } from './use-theme.ts';

interface PanelProps {
  readonly bins: Bins;
}

const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;

export function RequestsPanel({ bins }: PanelProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const [hovered, setHovered] = useState<number>();
  const now = t('activity.nowTick');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the theme
  const options = useMemo(() => {
    const fills = [token('--chart-2xx'), token('--chart-3xx'), hatch, token('--chart-5xx')];
    return columnOptions({ fills, format: String, now, axesShown: true });
  }, [theme, now]);
  const data = useMemo(() => [bins.times, ...bins.classes] as unknown as uPlot.AlignedData, [bins]);
  return (
    <section className={classes.wide}>
      <div className={classes.head}>
        <h2>{t('activity.requests')}</h2>
        {CLASSES.map((name, i) => (
          <Legend key={name} name={name} sample={<span className={classes.swatch} data-class={name} />}>
            {hovered === undefined ? '' : (bins.classes[i]?.[hovered] ?? 0).toFixed(1)}
          </Legend>
        ))}
      </div>
      <Chart label={t('activity.requestsLabel')} options={options} data={data} onHover={setHovered}>
        {bins.empty && t('activity.quiet')}
      </Chart>
    </section>
  );
}

const LINES = [
  { key: 'median', style: 'solid' },
  { key: 'p95', style: 'dashed' },
  { key: 'p99', style: 'dotted' },
] as const;

export function LatencyPanel({ bins }: PanelProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const [hovered, setHovered] = useState<number>();
  const now = t('activity.nowTick');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the theme
  const options = useMemo(() => latencyOptions({ format: tick, now }), [theme, now]);
  const data = useMemo(() => [bins.times, bins.median, bins.p95, bins.p99] as unknown as uPlot.AlignedData, [bins]);
  const names = { median: t('foot.median'), p95: '95 %', p99: '99 %' };
  return (
    <section className={classes.narrow}>
      <div className={classes.head}>
        <h2>{t('activity.latency')}</h2>
        {LINES.map(({ key, style }) => (
          <Legend key={key} name={names[key]} sample={<span className={classes.lineSample} data-style={style} />}>
            {durationAt(bins[key], hovered)}
          </Legend>
        ))}
      </div>
      <Chart label={t('activity.latencyLabel')} options={options} data={data} onHover={setHovered}>
        {bins.empty && t('activity.quiet')}
      </Chart>
    </section>
  );
}

function durationAt(values: readonly (number | null)[], index: number | undefined): string {
  const value = index === undefined ? undefined : values[index];
  return value === undefined || value === null ? '' : formatDuration(value);
}

/** Axis labels without needless digits: "10 ms", "1 s". */
function tick(ms: number): string {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}

interface LegendProps {
  readonly name: string;
  readonly sample: ReactNode;
  /** The value under the pointer. */
  readonly children: string;
}

function Legend({ name, sample, children }: LegendProps) {
  return (
    <span className={classes.legend}>
      {sample}
      {name}
      <b>{children}</b>
    </span>
  );
}
