import type { Language } from '../../../pages/language.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE_MS = 60_000;

/** Writes times as `<time>`, in this computer's time zone, this year's without the year. */
export class TimeWriter {
  readonly #language: Language;
  readonly #thisYear: number;
  #lastMinute = Number.NaN;
  #lastText = '';

  constructor(language: Language, nowMs: number) {
    this.#language = language;
    this.#thisYear = new Date(nowMs).getFullYear();
  }

  /** Files that were copied together share their minute, so the last answer is kept. */
  write(timeMs: number): string {
    if (Number.isNaN(timeMs)) return '';
    const minute = Math.floor(timeMs / MINUTE_MS);
    if (minute !== this.#lastMinute) {
      this.#lastMinute = minute;
      this.#lastText = timeElement(new Date(timeMs), this.#language, this.#thisYear);
    }
    return this.#lastText;
  }
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
