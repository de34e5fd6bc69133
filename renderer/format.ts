/** Numbers and times as UI.md §2 wants them: three digits, the unit always there. Pure; the same in every language. */

const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function formatCount(n: number): string {
  return count.format(n);
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units; 0 stands alone, as there is nothing to measure. */
export function formatBytes(bytes: number): string {
  const { value, unit } = splitBytes(bytes);
  return bytes === 0 ? '0' : `${value} ${unit}`;
}

export function splitBytes(bytes: number): { readonly value: string; readonly unit: string } {
  let power = 0;
  let value = bytes;
  // 999.5 would read "1000": the next unit says it better
  while (value >= (power === 0 ? 1000 : 999.5) && power < BYTE_UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  const digits = power > 0 && value < 99.95 ? 1 : 0;
  return { value: value.toFixed(digits), unit: BYTE_UNITS[power] ?? 'B' };
}

export function formatDuration(ms: number): string {
  if (ms < 99.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  const s = ms / 1000;
  if (s < 59.995) return `${s.toFixed(2)} s`;
  const minutes = Math.floor(Math.round(s) / 60);
  return `${minutes} min ${Math.round(s) % 60} s`;
}

/** Time of day with milliseconds, in this computer's zone. */
export function formatClock(timeMs: number): string {
  const at = new Date(timeMs);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
}

/** Short date and time; this year's dates without the year. */
export function formatDate(timeMs: number, language: string, nowMs = Date.now()): string {
  const at = new Date(timeMs);
  const thisYear = at.getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    ...(thisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

function pad(n: number, width = 2): string {
  return String(n).padStart(width, '0');
}
