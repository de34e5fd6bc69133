import type { Language } from '../../pages/language.ts';

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, three digits at most: `57 B`, `4.8 kB`, `418 kB`, `1.2 GB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** A limit that somebody has set: `2 GB`, not `2.0 GB`. */
export const formatLimit = (bytes: number) => formatSize(bytes).replace('.0 ', ' ');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE_MS = 60_000;

/**
 * Writes times as `<time>`, in this computer's time zone, this year's without the year. Files that were copied together
 * share their minute, so the last answer is kept.
 */
export function timeWriter(language: Language, nowMs: number): (timeMs: number) => string {
  const thisYear = new Date(nowMs).getFullYear();
  let lastMinute = Number.NaN;
  let lastText = '';
  return (timeMs) => {
    if (Number.isNaN(timeMs)) return '';
    const minute = Math.floor(timeMs / MINUTE_MS);
    if (minute !== lastMinute) [lastMinute, lastText] = [minute, timeElement(new Date(timeMs), language, thisYear)];
    return lastText;
  };
}

/** The time of day has its own element: narrow screens leave it out. */
function timeElement(date: Date, language: Language, thisYear: number): string {
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return `<time datetime="${date.toISOString().slice(0, 16)}Z">${day(date, language, thisYear)}<i> ${clock}</i></time>`;
}

function day(date: Date, language: Language, thisYear: number): string {
  const [year, month, dayOfMonth] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (language === 'zh')
    return year === thisYear ? `${month + 1}月${dayOfMonth}日` : `${year}/${month + 1}/${dayOfMonth}`;
  return `${dayOfMonth} ${MONTHS[month]}${year === thisYear ? '' : ` ${year}`}`;
}

const pad = (value: number) => String(value).padStart(2, '0');
