import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, protocol } from 'electron';
import { contentType } from 'mime-types';

const SCHEME = 'portico-app';
const ORIGIN = `${SCHEME}://ui`;
const RENDERER = resolve(dirname(fileURLToPath(import.meta.url)), '../renderer');

/** The dev server of the UI; a packaged app never listens to it. */
const devUrl = app.isPackaged ? undefined : process.env.PORTICO_DEV_URL;

export const UI_URL = devUrl ?? `${ORIGIN}/index.html`;

/** Our own page, and nothing else, may be shown and may call. */
export function isOwnPage(url: string): boolean {
  return URL.canParse(url) && originOf(url) === originOf(UI_URL);
}

/** Before Electron is ready: a scheme with an origin of its own, as secure as https. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function serveUi(): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const path = method === 'GET' && isOwnPage(url) ? fileFor(url) : undefined;
    const content = path && (await readFile(path).catch(() => undefined));
    if (!content) return new Response(null, { status: 404 });
    return fileResponse(path, content);
  });
}

/** The file that a URL names, or undefined when that lies outside of the built page. */
export function fileFor(url: string, root = RENDERER): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  const file = resolve(join(root, path));
  return file.startsWith(root + sep) && !path.includes('\0') ? file : undefined;
}

/** Nothing but what was built in: no inline code or style, and nothing is fetched from anywhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function fileResponse(path: string, content: Buffer): Response {
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': contentType(basename(path)) || 'application/octet-stream',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** `URL.origin` of a scheme of our own is "null" in Node. */
function originOf(url: string): string {
  const { protocol: scheme, host } = new URL(url);
  return `${scheme}//${host}`;
}
