import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from './app-context.tsx';
import { changeLanguage, languageOf } from './i18n/index.ts';

/** Theme and language follow the settings while the window is open. True when dark. */
export function useAppearance(): boolean {
  const { theme, language } = useAppState((state) => state.settings);
  const locale = useAppState(({ info }) => info.locale);
  const { i18n } = useTranslation();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, { getInitialValueInEffect: false });
  const dark = theme === 'system' ? systemDark === true : theme === 'dark';
  const wanted = languageOf(language, locale);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  useEffect(() => {
    document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
    if (i18n.language !== wanted) void changeLanguage(i18n, wanted);
  }, [wanted, i18n]);
  return dark;
}
