import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { AppSettings } from '../../electron/ipc/contract.ts';
import type { en } from './en.ts';

export type Language = 'en' | 'zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
    resources: { translation: typeof en };
  }
}

export function languageOf(setting: AppSettings['language'], systemLocale: string): Language {
  if (setting !== 'system') return setting;
  return systemLocale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Read when they are wanted: at the start that is one of them. */
const WORDS = {
  en: async () => (await import('./en.ts')).en,
  zh: async () => (await import('./zh.ts')).zh,
};

export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await WORDS[language]() } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  });
  return instance;
}

/** The page keeps its words until those of the other language are there. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    instance.addResourceBundle(language, 'translation', await WORDS[language]());
  }
  await instance.changeLanguage(language);
}
