const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Formats a time; most lines of a log share their second, so the last one is kept. */
export type Clock = (timeMs: number) => string;

/** "22/Nov/2026 19:00:00", local time, English months whatever the system speaks. */
export function pythonClock(): Clock {
  return oncePerSecond((date) => `${day(date)} ${time(date)}`);
}

/** "22/Nov/2026:19:00:00 +0100", the Common Log Format's. */
export function commonClock(): Clock {
  return oncePerSecond((date) => `${day(date)}:${time(date)} ${zone(-date.getTimezoneOffset())}`);
}

function oncePerSecond(format: (date: Date) => string): Clock {
  let second = Number.NaN;
  let text = '';
  return (timeMs) => {
    const now = Math.floor(timeMs / 1000);
    if (now !== second) [second, text] = [now, format(new Date(now * 1000))];
    return text;
  };
}

function day(date: Date): string {
  return `${two(date.getDate())}/${MONTHS[date.getMonth()]}/${date.getFullYear()}`;
}

function time(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** @param minutes east of Greenwich */
function zone(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
