const PAPER = 'M14 3v5h5M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z';

/** Outline drawings on a 24-unit grid. */
const DRAWINGS = {
  folder: 'M3 17V6a2 2 0 0 1 2-2h4l3 3h7a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z',
  file: PAPER,
  next: 'M9 6l6 6-6 6',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  upload: 'M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2M7 9l5-5 5 5M12 4v12',
  done: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 12l2 2 4-4',
  alert: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 8v4M12 16h.01',
  close: 'M18 6L6 18M6 6l12 12',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** The hidden sprite that `icon` refers to. */
export function sprite(names: readonly IconName[]): string {
  const symbols = names.map(
    (name) => `<symbol id="${name}" viewBox="0 0 24 24"><path d="${DRAWINGS[name]}"/></symbol>`,
  );
  return `<svg hidden>${symbols.join('')}</svg>`;
}

/** @param label makes it part of the text for screen readers; without one it is decoration */
export function icon(name: IconName, options: { small?: boolean; label?: string } = {}): string {
  const role = options.label ? `role="img" aria-label="${options.label}"` : 'aria-hidden="true"';
  return `<svg class="i${options.small ? ' is' : ''}" ${role}><use href="#${name}"/></svg>`;
}

/** What a file looks to be, in the order in which the strip shows it. */
const FILE_DRAWINGS = {
  file: PAPER,
  text: `${PAPER}M9 9h1M9 13h6M9 17h6`,
  pdf: 'M14 3v5h5M5 12V5a2 2 0 0 1 2-2h7l5 5v4M5 21v-6h1.5a1.5 1.5 0 0 1 0 3H5M11 15v6h1a2 2 0 0 0 2-2v-2a2 2 0 0 0-2-2zM17 21v-6h3M17 18h2',
  zip: 'M6 20.7A2 2 0 0 1 5 19V5a2 2 0 0 1 2-2h7l5 5v11a2 2 0 0 1-2 2h-1M10 5h1M12 7h1M10 9h1M12 11h1M10 13h1M12 15h1M9 17h4v5H9z',
  photo: 'M6 3h12q3 0 3 3v12q0 3-3 3H6q-3 0-3-3V6q0-3 3-3zM15 8h.01M3 16l5-5q1.5-1.4 3 0l5 5M14 14l1-1q1.5-1.4 3 0l3 3',
  movie: 'M4 6q0-2 2-2h12q2 0 2 2v12q0 2-2 2H6q-2 0-2-2zM8 4v16M16 4v16M4 8h4M4 16h4M4 12h16M16 8h4M16 16h4',
  music: 'M3 17a3 3 0 1 0 6 0a3 3 0 1 0-6 0M13 17a3 3 0 1 0 6 0a3 3 0 1 0-6 0M9 17V4h10v13M9 8h10',
  table: 'M3 5q0-2 2-2h14q2 0 2 2v14q0 2-2 2H5q-2 0-2-2zM3 10h18M10 3v18',
} as const;

export type FileIcon = keyof typeof FILE_DRAWINGS;

const STRIP = Object.values(FILE_DRAWINGS)
  .map((d, index) => `<path transform='translate(${index * 24})' d='${d}'/>`)
  .join('');
const STRIP_WIDTH = Object.keys(FILE_DRAWINGS).length * 24;

/**
 * The files' icons as one image that masks a column of colour. A `<use>` in each row would make a browser take three times as
 * long over 50,000 rows.
 */
export const FILE_ICON_STYLE = [
  `:root{--m:url("data:image/svg+xml,${`<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${STRIP_WIDTH} 24' fill='none' stroke='black' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'>${STRIP}</svg>`.replace(/[<>]/g, encodeURIComponent)}")}`,
  ...Object.keys(FILE_DRAWINGS).map((name, index) => (index === 0 ? '' : `.${name}{--p:${index * -20}px}`)),
].join('');

const TILE =
  '<clipPath id="tile"><rect width="128" height="128" rx="30"/></clipPath><g clip-path="url(#tile)">' +
  '<path d="M0 0h128v88H0z" fill="#f0ab36"/><path d="M0 88h128v40H0z" fill="#f8d594"/>' +
  '<path d="M24 88h16l-24 40H0zM56 88h16l-24 40H32zM88 88h16l-24 40H64z" fill="#bd7714"/>' +
  '<path d="M16 24h96v16h-8v48H88V40H72v48H56V40H40v48H24V40h-8z" fill="#33240f"/></g>';

export const APP_ICON = `<svg viewBox="0 0 128 128" aria-hidden="true">${TILE}</svg>`;

/** Saves every visit to a page of ours the 404 for `/favicon.ico`. */
export const FAVICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">${TILE}</svg>`)}`;

/** Four columns, the middle light out: what was asked for is not there. */
export const UNLIT_PORCH =
  '<svg viewBox="0 0 320 176" aria-hidden="true"><path fill="var(--ls)" d="M0 112h320v1H0z"/>' +
  '<path fill="var(--pl)" d="M80 24h44v88H80zM200 24h44v88h-44z"/><path fill="var(--ps)" d="M80 112h44l-42 64H38zM200 112h44l-42 64h-44z"/>' +
  '<path fill="var(--sh)" d="M140 24h44v88l-42 64H98l42-64z"/>' +
  '<path fill="var(--pc)" d="M48 8h228v16H48zM64 24h16v88H64zM124 24h16v88h-16zM184 24h16v88h-16zM244 24h16v88h-16z"/></svg>';
