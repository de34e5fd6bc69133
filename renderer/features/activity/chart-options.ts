import type uPlot from 'uplot';
import { BIN_S } from './bins.ts';

type Options = Omit<uPlot.Options, 'width' | 'height'>;

/** A colour of the tokens as the canvas needs it. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const FONT = '10.5px Inter, system-ui, sans-serif';

interface Axes {
  readonly format: (n: number) => string;
  readonly wide: number;
  readonly now: string;
  /** Values that get a line; uPlot chooses without it. */
  readonly splits?: (low: number, high: number) => number[];
}

function axes({ format, wide, now, splits }: Axes): uPlot.Axis[] {
  const look = { font: FONT, stroke: token('--ink-3'), ticks: { show: false } };
  const byHand = (_plot: uPlot, _axis: number, low: number, high: number) => splits?.(low, high) ?? [];
  return [
    {
      ...look,
      grid: { show: false },
      size: 24,
      gap: 6, // or the first time touches the lowest value
      splits: (_plot, _axis, from, to) => minutes(from, to),
      values: (_, times) => clock(times, now),
    },
    {
      ...look,
      grid: { stroke: token('--chart-grid'), width: 1 },
      size: wide,
      gap: 4,
      ...(splits ? { splits: byHand } : {}),
      values: (_, ns) => ns.map((n) => (n === null ? '' : format(n))),
    },
  ];
}

/** Every whole minute, and the right edge; a minute too near to the edge would touch its word. */
function minutes(from: number, to: number): number[] {
  const first = Math.ceil(from / 60) * 60;
  const whole = Array.from({ length: Math.ceil((to - first) / 60) }, (_, i) => first + i * 60);
  return [...whole.filter((time) => to - time > 25), to];
}

function clock(times: readonly number[], now: string): string[] {
  return times.map((time, i) => {
    if (i === times.length - 1) return now;
    const at = new Date(time * 1000);
    return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  });
}

/** The right edge of the chart is the end of the newest column. */
const timeScale: uPlot.Scale = { time: false, range: (_, from, to) => [from, to + BIN_S] };

const COMMON = {
  legend: { show: false },
  cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
} satisfies Options | object;

interface Columns {
  /** Fills from the bottom up; a function makes a pattern. */
  readonly fills: readonly (string | (() => CanvasPattern | string))[];
  readonly format: (n: number) => string;
  readonly now: string;
  readonly axesShown: boolean;
}

/** Stacked thin columns: the shape of everything that is counted here. */
export function columnOptions({ fills, format, now, axesShown }: Columns): Options {
  return {
    ...COMMON,
    padding: axesShown ? [8, 14, 0, 0] : [0, 0, 0, 0],
    scales: { x: timeScale, y: { range: (plot) => [0, niceTop(stackTop(plot.data))] } },
    axes: axesShown ? axes({ format, wide: 34, now }) : [{ show: false }, { show: false }],
    series: [{}, ...fills.map(() => ({ paths: () => null, points: { show: false } }))],
    hooks: { draw: [(plot) => drawColumns(plot, fills)] },
  };
}

function stackTop(data: uPlot.AlignedData): number {
  const [times, ...stacks] = data;
  let top = 0;
  for (let i = 0; i < times.length; i += 1) {
    top = Math.max(
      top,
      stacks.reduce((sum, stack) => sum + Number(stack[i] ?? 0), 0),
    );
  }
  return top;
}

/** 1, 2 or 5 times a power of ten, above the highest column. */
export function niceTop(top: number): number {
  if (top <= 0) return 10;
  const power = 10 ** Math.floor(Math.log10(top));
  return ([1, 2, 5, 10].find((step) => step * power >= top) ?? 10) * power;
}

function drawColumns(plot: uPlot, fills: Columns['fills']): void {
  const { ctx, data } = plot;
  const [times, ...stacks] = data;
  const width = Math.max(1, (plot.bbox.width / Math.max(1, times.length)) * 0.64);
  for (let i = 0; i < times.length; i += 1) {
    const left = plot.valToPos((times[i] ?? 0) + BIN_S / 2, 'x', true) - width / 2;
    let below = 0;
    for (const [layer, stack] of stacks.entries()) {
      const value = Number(stack[i] ?? 0);
      if (value <= 0) continue;
      const top = plot.valToPos(below + value, 'y', true);
      const fill = fills[layer];
      ctx.fillStyle = typeof fill === 'function' ? fill() : (fill ?? '');
      ctx.fillRect(left, top, width, Math.max(1, plot.valToPos(below, 'y', true) - top));
      below += value;
    }
  }
}

/** 4xx is hatched, so that it can be told apart without its colour. */
export function hatch(): CanvasPattern | string {
  const size = 6;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const ctx = canvas.getContext('2d');
  const colour = token('--chart-4xx');
  if (!ctx) return colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    ctx.moveTo(shift, size);
    ctx.lineTo(shift + size, 0);
  }
  ctx.stroke();
  return ctx.createPattern(canvas, 'repeat') ?? colour;
}

interface Lines {
  readonly format: (n: number) => string;
  readonly now: string;
}

/** Median solid, 95 % dashed, 99 % dotted, on a logarithmic scale. */
export function latencyOptions({ format, now }: Lines): Options {
  const line = (stroke: string, width: number, dash?: number[]): uPlot.Series => ({
    stroke: token(stroke),
    width,
    spanGaps: true,
    points: { show: isAlone, size: 5, width: 0, fill: token(stroke) },
    ...(dash ? { dash } : {}),
  });
  return {
    ...COMMON,
    padding: [8, 14, 0, 0],
    scales: { x: timeScale, y: { distr: 3, range: (_, low, high) => decades(low, high) } },
    axes: axes({ format, wide: 50, now, splits: powersOfTen }),
    series: [{}, line('--chart-stroke', 2), line('--ink-3', 1.5, [5, 3]), line('--ink', 1.4, [1.5, 2.5])],
  };
}

/** One value alone makes no line: it is drawn as a point. */
export function isAlone({ data }: Pick<uPlot, 'data'>, series: number): boolean {
  return (data[series] ?? []).filter((value) => value != null).length === 1;
}

function powersOfTen(low: number, high: number): number[] {
  const start = Math.round(Math.log10(low));
  return Array.from({ length: Math.round(Math.log10(high)) - start + 1 }, (_, i) => 10 ** (start + i));
}

/** Whole powers of ten around the values; 1 ms to 1 s while there are none. */
export function decades(low: number | null, high: number | null): [number, number] {
  if (!low || !high) return [1, 1000];
  const start = Math.floor(Math.log10(low));
  const end = Math.ceil(Math.log10(high));
  return [10 ** start, 10 ** Math.max(end, start + 1)];
}
