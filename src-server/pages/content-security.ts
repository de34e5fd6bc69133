import { createHash } from 'node:crypto';

/** A `Content-Security-Policy` source that allows exactly this inline text. */
function inlineSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * What our own pages are served with: a file name that broke out of its quotes would still run nothing, load nothing and
 * send nothing elsewhere.
 */
export function contentSecurityPolicy(style: string, scripts: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `style-src ${inlineSource(style)}`,
    ...(scripts.length > 0 ? [`script-src ${scripts.map(inlineSource).join(' ')}`] : []),
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
