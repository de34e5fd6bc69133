import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const COLUMNS =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><path d="M0 0h160v90H0z" fill="#f0ab36"/></svg>';
const page = (title: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/assets/site.css"><h1>${title}</h1>`;

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** A person's folders as they may be: nothing of this computer is in the pictures. */
const FILES: Readonly<Record<string, string>> = {
  '.config/user-dirs.dirs': 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\nXDG_PICTURES_DIR="$HOME/Pictures"\n',
  'Downloads/tickets.pdf': '',
  'Pictures/harbour.svg': COLUMNS,
  'Projects/atlas/index.html': `${page('Atlas')}<img src="/assets/cover.svg"><script src="/assets/app.js"></script>`,
  'Projects/atlas/about.html': page('About Atlas'),
  'Projects/atlas/sitemap.xml': '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
  'Projects/atlas/assets/site.css': lines(
    260,
    (i) => `.step-${i} { margin: ${i * 7}px auto; width: ${(i * 7919) % 997}px }`,
  ),
  'Projects/atlas/assets/app.js': lines(
    900,
    (i) => `place(${(i * 7919) % 9973}, ${(i * 104729) % 99991}, "City ${i}");`,
  ),
  'Projects/atlas/assets/cover.svg': COLUMNS,
  'Projects/atlas/data/cities.json': JSON.stringify(
    Array.from({ length: 400 }, (_, id) => ({ id, name: `City ${id}`, population: 1000 + 977 * id })),
  ),
  'Projects/handbook/chapter-1.md': '# Chapter 1\n',
  'Photos/旅行照片 2026/海边.svg': COLUMNS,
  'Photos/旅行照片 2026/山顶.svg': COLUMNS,
  'Photos/旅行照片 2026/Notes.txt': 'Ferry at nine.\n',
  'Photos/旅行照片 2026/Old town/gate.svg': COLUMNS,
  'Photos/旅行照片 2026/Packing list.pdf': '%PDF-1.4\n'.padEnd(48_000, ' '),
  'Photos/旅行照片 2026/walk 10.mp4': ''.padEnd(1_850_000, ' '),
  'Photos/旅行照片 2026/walk 9.mp4': ''.padEnd(940_000, ' '),
};

export interface SampleHome {
  readonly home: string;
  readonly atlas: string;
  readonly photos: string;
  readonly handbook: string;
}

export async function makeSampleHome(home: string): Promise<SampleHome> {
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  }
  const photos = join(home, 'Photos/旅行照片 2026');
  return { home, atlas: join(home, 'Projects/atlas'), photos, handbook: join(home, 'Projects/handbook') };
}

/** What a browser and a few scripts would ask for while somebody works on the site. */
export async function visit(url: string, turns: number): Promise<void> {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, url), { headers });
  for (let turn = 0; turn < turns; turn++) {
    for (const path of ['/', '/assets/site.css', '/assets/app.js', '/assets/cover.svg']) {
      const answer = await get(path);
      await answer.arrayBuffer();
      if (turn % 2 === 0) await get(path, { 'If-None-Match': answer.headers.get('etag') ?? '' });
    }
    await get('/data/cities.json', { Range: 'bytes=0-1023' });
    await get(['/favicon.ico', '/about.html', '/About.html'][turn % 3] ?? '/'); // a link in the wrong case
    await fetch(new URL('/data/cities.json', url), { method: turn % 3 === 1 ? 'POST' : 'HEAD' });
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}
