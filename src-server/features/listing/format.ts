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
