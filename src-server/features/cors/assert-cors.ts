import { ServerError } from '../../errors.ts';
import type { CorsPolicy } from './policy.ts';

/** @throws ServerError for origins that no browser sends, and for "*" with credentials, which every web page could use. */
export function assertCors({ origins, credentials }: CorsPolicy): void {
  for (const origin of origins) {
    if (origin === '*' || isOrigin(origin)) continue;
    const problem = `"${origin}" is not an origin; write scheme, host and port, such as "https://example.com", or "*"`;
    throw new ServerError('OPTION_INVALID', { option: 'cors.origins', problem });
  }
  if (!credentials || !origins.includes('*')) return;
  const problem = 'with credentials the origins must be named; "*" would let every web page read as the signed-in user';
  throw new ServerError('OPTION_CONFLICT', { option: 'cors.credentials', other: 'cors.origins', problem });
}

/** As a browser writes it in `Origin`: no path, no trailing slash, lower case. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
