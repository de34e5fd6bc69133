import { preferredLanguage as preferred } from '../http/accept.ts';

export type Language = 'en' | 'zh';

/** The language of our own pages by `Accept-Language`; English when it names none of ours. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return preferred(acceptLanguage, ['en', 'zh']) === 'zh' ? 'zh' : 'en';
}
