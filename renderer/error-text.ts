import type { TFunction } from 'i18next';
import type { ErrorReport } from '../src-server/errors.ts';

/** What the engine refused, in the language of the page. */
export function errorText(t: TFunction, { code, params }: ErrorReport): string {
  return t(`error.${code}`, { ...params });
}
