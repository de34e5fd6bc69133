import { createHash } from 'node:crypto';
import { escapeHtml } from '../../http/escape.ts';

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.25rem;overflow-wrap:anywhere}h2{font-size:1rem;margin:1.5rem 0 .25rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884}th{font-weight:600;white-space:nowrap}
td,pre{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere;white-space:pre-wrap;margin:0}`;

/** Nothing a client sent can run here, even if an escape were forgotten. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** A description as a page for people. Every word of it comes from the client and is escaped. */
export function inspectPage(title: string, description: object): string {
  const entries = Object.entries(description).filter(([, value]) => !isEmpty(value));
  const simple = entries.filter(([, value]) => typeof value !== 'object');
  const nested = entries.filter(([name, value]) => typeof value === 'object' && name !== 'rawHeaders');
  const sections = nested.map(([name, value]) => `<h2>${escapeHtml(name)}</h2>${show(value)}`).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${table(simple)}
${sections}
</body></html>
`;
}

function show(value: unknown): string {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTable ? table(Object.entries(value)) : `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

function table(rows: readonly (readonly [string, unknown])[]): string {
  const cells = rows.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(text)}</td></tr>`;
  });
  return `<table>${cells.join('\n')}</table>`;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
