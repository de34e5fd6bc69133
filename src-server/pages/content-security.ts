import { builtin } from '../builtin.ts';

/** A `Content-Security-Policy` source that allows exactly this inline text. */
function inlineSource(text: string): string {
  return `'sha256-${builtin.crypto.createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * What our own pages are served with: a file name that broke out of its quotes would still run nothing, load nothing and
 * send nothing elsewhere.
 * @returns what gives the policy; the first page that needs it has it made
 */
export function contentSecurityPolicy(style: string, scripts: readonly string[] = []): () => string {
  let made: string | undefined;
  return () => {
    made ??= policyFor(style, scripts);
    return made;
  };
}

function policyFor(style: string, scripts: readonly string[]): string {
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
