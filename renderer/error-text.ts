import type { TFunction } from 'i18next';
import type { ErrorReport } from '../src-server/errors.ts';

type Params = ErrorReport['params'];

/** What the engine refused, in the language of the page. */
export function errorText(t: TFunction, { code, params }: ErrorReport): string {
  return t(`error.${code}`, inWords(t, params));
}

/** What is wrong with an option, in the language of the page. */
export function problemText(t: TFunction, params: Params): string {
  return String(inWords(t, params).problem);
}

/** As the features page calls it: "Password › Users › Entry 2" for `auth.users[1]`. */
export function optionName(t: TFunction, path: string): string {
  const [option = '', ...parts] = (path.match(/\["[^\]]*\]|[^.[\]]+/g) ?? []).map((part) =>
    part.replace(/^\["|"\]$/g, ''),
  );
  const names = parts.map((part) =>
    /^\d+$/.test(part) ? t('entry.number', { n: Number(part) + 1 }) : known(t, `field.${option}.${part}`, part),
  );
  return [known(t, `option.${option}`, path), ...names].join(' › ');
}

/** What would be right, by the engine's names for it; a value that is written out stays as it is. */
export function expectedText(t: TFunction, wanted: readonly string[]): string {
  const names = wanted.map((name) => known(t, `expect.${name}`, name));
  return names.reduce((one, other) => t('expect.or', { one, other }));
}

/** The params with options and problem in words. What has no `why` was said by the system or by a library. */
function inWords(t: TFunction, params: Params): Record<string, unknown> {
  const { option, other, wanted, why, problem, date } = params;
  const named = {
    ...params,
    ...(option === undefined ? {} : { option: optionName(t, String(option)) }),
    ...(other === undefined ? {} : { other: optionName(t, String(other)) }),
    ...(typeof date === 'string' ? { date: dayOf(date) } : {}),
    ...(Array.isArray(wanted) ? { expected: expectedText(t, wanted) } : {}),
  };
  return { ...named, problem: why === undefined ? problem : t(`wrong.${why}` as 'wrong.wrong', named) };
}

/** A certificate's times read "Nov 22 21:00:00 2026 GMT". */
function dayOf(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}

function known(t: TFunction, key: string, otherwise: string): string {
  return t(key as 'undo', { defaultValue: otherwise });
}

/** Why a call of main failed, without what Electron puts before it. */
export function failureText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^Error invoking remote method '[^']*': (\w*Error: )?/, '');
}
