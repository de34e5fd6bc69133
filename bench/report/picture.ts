import type { Row } from './row.ts';

const WIDTH = 720;
const LEFT = 190;
const LINE = 26;
const MARK = 1.6;

/** Bars for the hot rows: how many times a peer's rate ours is, on a logarithmic scale; the line stands at "as fast as ours". */
export function picture(rows: readonly Row[]): string {
  const hot = rows.filter(({ group }) => group === 'hot').toSorted((a, b) => a.value - b.value);
  const height = 60 + LINE * hot.length;
  const widest = Math.max(2, ...hot.map(({ value }) => value));
  const x = (value: number) =>
    LEFT + (Math.log2(Math.max(value, 0.5)) + 1) * ((WIDTH - LEFT - 70) / (Math.log2(widest) + 1));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13">
<title>Requests per second of Portico, as a multiple of each peer's</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="24" font-size="15" font-weight="600" fill="#1f2328">Portico, log on: times the requests per second of …</text>
${hot.map((row, i) => bar(row, 44 + i * LINE, x)).join('\n')}
<path d="M${x(1)} 36V${height - 12}" stroke="#1f2328" stroke-width="${MARK}" stroke-dasharray="3 3"/>
</svg>
`;
}

function bar({ what, value }: Row, y: number, x: (value: number) => number): string {
  const name = what.split(' vs ')[1] ?? what;
  const colour = value >= 1 ? '#0f766e' : '#94a3b8';
  return `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end" fill="#1f2328">${escaped(name)}</text>
<rect x="${LEFT}" y="${y}" width="${Math.max(2, x(value) - LEFT)}" height="${LINE - 8}" rx="3" fill="${colour}"/>
<text x="${x(value) + 8}" y="${y + 14}" fill="#1f2328">${value.toFixed(value < 10 ? 2 : 1)} ×</text>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
