import { ServerError } from '../../errors.ts';
import { problem } from '../../problems.ts';
import type { CorsPolicy } from './policy.ts';

/** @throws ServerError for origins that no browser sends, and for "*" with credentials, which every web page could use. */
export function assertCors({ origins, credentials }: CorsPolicy): void {
  for (const origin of origins) {
    if (origin === '*' || isOrigin(origin)) continue;
    throw new ServerError('OPTION_INVALID', { option: 'cors.origins', ...problem('noOrigin', { origin }) });
  }
  if (!credentials || !origins.includes('*')) return;
  const named = { option: 'cors.credentials', other: 'cors.origins' };
  throw new ServerError('OPTION_CONFLICT', { ...named, ...problem('anyOrigin') });
}

/** As a browser writes it in `Origin`: no path, no trailing slash, lower case. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
