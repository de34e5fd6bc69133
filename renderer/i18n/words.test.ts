import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { changeLanguage, createI18n, languageOf } from './index.ts';
import { zh } from './zh.ts';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('i18n'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

/** Keys that are put together at run time: `option.${key}.title`. */
const templates = [...sources.matchAll(/`([\w.]+[^`]*\$\{[^`]*)`/g)].map(
  ([, text = '']) => new RegExp(`^${text.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
);

const isUsed = (key: string) => {
  const base = key.replace(/_(one|other)$/, '');
  return sources.includes(`'${base}'`) || templates.some((template) => template.test(base));
};

test('no word is unused', () => {
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
});

test('Chinese has every word of English, and no other', () => {
  const wanted = Object.keys(en).filter((key) => !key.endsWith('_one'));
  expect(Object.keys(zh).toSorted()).toEqual(wanted.toSorted());
});

test('a translation fills the same gaps', () => {
  const gaps = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted();
  for (const [key, text] of Object.entries(zh))
    expect([key, gaps(text)]).toEqual([key, gaps(en[key as keyof typeof en])]);
});

test('no word is empty, and none ends in a space', () => {
  for (const text of [...Object.values(en), ...Object.values(zh)]) expect(text).toMatch(/\S$/);
});

test('a key gives its words in the language, with gaps filled', async () => {
  const [english, chinese] = [await createI18n('en'), await createI18n('zh')];
  expect(english.t('port.taken', { port: 8080 })).toBe('Port 8080 is taken');
  expect(chinese.t('port.taken', { port: 8080 })).toBe('端口 8080 已被占用');
  expect(english.t('foot.requests', { count: 1 })).toBe('request');
  expect(chinese.t('foot.requests', { count: 1 })).toBe('个请求');
});

test('the other language is read when it is wanted', async () => {
  const words = await createI18n('en');
  expect(words.hasResourceBundle('zh', 'translation')).toBe(false);
  await changeLanguage(words, 'zh');
  expect(words.t('undo')).toBe(zh.undo);
  await changeLanguage(words, 'en');
  expect(words.t('undo')).toBe(en.undo);
});

test('the language follows the system unless one is chosen', () => {
  expect(languageOf('system', 'zh-TW')).toBe('zh');
  expect(languageOf('system', 'de-DE')).toBe('en');
  expect(languageOf('en', 'zh-CN')).toBe('en');
});
