const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = MONTHS.join('|');
const DAY_NAME = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun';
const DAY_NAME_LONG = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
const TIME = '(?<time>\\d{2}:\\d{2}:\\d{2})';

/** RFC 9110 §5.6.7: a recipient must accept all three; they are case-sensitive. */
const FORMATS = [
  new RegExp(`^(?:${DAY_NAME}), (?<day>\\d{2}) (?<month>${MONTH}) (?<year>\\d{4}) ${TIME} GMT$`), // IMF-fixdate
  new RegExp(`^(?:${DAY_NAME_LONG}), (?<day>\\d{2})-(?<month>${MONTH})-(?<year>\\d{2}) ${TIME} GMT$`), // rfc850-date
  new RegExp(`^(?:${DAY_NAME}) (?<month>${MONTH}) (?<day>\\d{2}| \\d) ${TIME} (?<year>\\d{4})$`), // asctime-date
];

const FIRST_MS = Date.UTC(-1, 12, 1); // year 0000: Date.UTC would read 0 as 1900
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** IMF-fixdate, to the second below. File systems can hold dates outside four-digit years: those are clamped. */
export function formatHttpDate(ms: number): string {
  return new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS)).toUTCString();
}

/**
 * Milliseconds since the epoch, or `undefined` if `field` is not an HTTP-date. The name of the day is not compared with
 * the date: §5.6.7 asks for robustness, and no meaning is lost.
 * @param nowMs decides the century of an rfc850-date
 */
export function parseHttpDate(field: string | undefined, nowMs = Date.now()): number | undefined {
  if (field === undefined || field.length > 33) return undefined; // the longest: "Wednesday, 06-Nov-94 08:49:37 GMT"
  for (const format of FORMATS) {
    const groups = format.exec(field)?.groups;
    if (!groups) continue;
    const { year = '', month = '', day = '', time = '' } = groups;
    const toMs = (fullYear: number) => utc(fullYear, MONTHS.indexOf(month), Number(day), time);
    return year.length === 2 ? resolveCentury(Number(year), toMs, nowMs) : toMs(Number(year));
  }
  return undefined;
}

function utc(year: number, month: number, day: number, time: string): number | undefined {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  if (hour > 23 || minute > 59 || second > 60) return undefined; // 60: a leap second
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined; // e.g. 30 Feb rolls over
  return date.setUTCHours(hour, minute, second);
}

/** RFC 9110 §5.6.7: what seems more than 50 years ahead is the latest past year with the same two digits. */
function resolveCentury(
  twoDigits: number,
  toMs: (fullYear: number) => number | undefined,
  nowMs: number,
): number | undefined {
  const now = new Date(nowMs);
  const year = now.getUTCFullYear() - (now.getUTCFullYear() % 100) + 100 + twoDigits;
  const limit = new Date(nowMs).setUTCFullYear(now.getUTCFullYear() + 50);
  const candidates = [year, year - 100, year - 200].map(toMs);
  return candidates.find((ms) => ms !== undefined && ms <= limit);
}
