import type { Shape } from './shape.ts';

/** How a value stands in a text field, and back. Pure. */

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly hint: FieldHint };
/** Key of the sentence that says how it should look. */
type FieldHint = 'field.size' | 'field.duration' | 'field.number' | 'field.lines' | 'field.required';

const BYTES = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
] as const;
const MILLISECONDS = [
  ['min', 60_000],
  ['s', 1_000],
] as const;
const SECONDS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

export function toText(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' ? numberText(value, shape.unit) : String(value);
    case 'texts':
      return Array.isArray(value) ? value.join(', ') : String(value);
    case 'map':
      return Object.entries(value)
        .map(([name, one]) => (one === null ? name : `${name}: ${one}`))
        .join('\n');
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    default:
      return String(value);
  }
}

export function fromText(shape: Shape, text: string): Parsed {
  const trimmed = text.trim();
  switch (shape.kind) {
    case 'number':
      return trimmed === '' ? { ok: true, value: undefined } : parseNumber(trimmed, shape.unit);
    case 'texts':
      return { ok: true, value: trimmed === '' ? [] : trimmed.split(/\s*[,\n]\s*/).filter((one) => one !== '') };
    case 'map':
      return parseLines(trimmed);
    case 'json':
      return { ok: true, value: trimmed === '' ? undefined : jsonOrText(text) };
    default:
      return { ok: true, value: trimmed === '' ? undefined : trimmed };
  }
}

function numberText(value: number, unit: 'bytes' | 'ms' | 's' | undefined): string {
  if (unit === undefined) return String(value);
  const units = unit === 'bytes' ? BYTES : unit === 'ms' ? MILLISECONDS : SECONDS;
  const smallest = unit === 'bytes' ? 'B' : unit;
  const fitting = value === 0 ? undefined : units.find(([, size]) => value % size === 0);
  return fitting ? `${value / fitting[1]} ${fitting[0]}` : `${value} ${smallest}`;
}

function parseNumber(text: string, unit: 'bytes' | 'ms' | 's' | undefined): Parsed {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  const size = match ? unitSize(match[2]?.toLowerCase() ?? '', unit) : undefined;
  if (match && size !== undefined) return { ok: true, value: Math.round(Number(match[1]) * size * 1e6) / 1e6 };
  return { ok: false, hint: unit === 'bytes' ? 'field.size' : unit ? 'field.duration' : 'field.number' };
}

const SIZES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  bytes: { '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 },
  ms: { '': 1, ms: 1, s: 1e3, m: 60e3, min: 60e3, h: 3600e3 },
  s: { '': 1, s: 1, m: 60, min: 60, h: 3600, d: 86_400 },
  plain: { '': 1 },
};

function unitSize(written: string, unit: string | undefined): number | undefined {
  return SIZES[unit ?? 'plain']?.[written];
}

/** One "Name: value" a line; a name alone takes the field away. */
function parseLines(text: string): Parsed {
  const entries: [string, string | null][] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', value] = /^\s*([^\s:]+)\s*(?::\s*(.*?))?\s*$/.exec(line) ?? [];
    if (name === '') return { ok: false, hint: 'field.lines' };
    entries.push([name, value ?? null]);
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
