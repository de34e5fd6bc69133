import { expect, test } from 'vitest';
import { EXPECTED } from '../src-server/config/expected.ts';
import { parseConfig } from '../src-server/config/parse.ts';
import { SERVER_ERROR_CODES, ServerError } from '../src-server/errors.ts';
import { PROBLEM_TEXT, problem } from '../src-server/problems.ts';
import { NOTICE_CODES } from '../src-server/state.ts';
import { errorText, failureText, optionName, problemText } from './error-text.ts';
import { createI18n } from './i18n/index.ts';

const { t: en } = await createI18n('en');
const { t: zh } = await createI18n('zh');

function refusals(config: unknown) {
  const parsed = parseConfig(config);
  return parsed.ok ? [] : parsed.errors.map((error) => error.report());
}

test.each(['en', 'zh'] as const)('%s has words for everything that the engine can refuse or note', async (language) => {
  const i18n = await createI18n(language);
  const keys = [
    ...SERVER_ERROR_CODES.map((code) => `error.${code}`),
    ...NOTICE_CODES.map((code) => (code === 'PORT_MOVED' ? 'port.moved' : `notice.${code}`)),
    ...Object.keys(PROBLEM_TEXT).map((code) => `wrong.${code}`),
    ...Object.keys(EXPECTED).map((name) => `expect.${name}`),
  ];
  expect(keys.filter((key) => !i18n.exists(key))).toEqual([]);
});

test('words about a problem have no gap that the engine does not fill', async () => {
  const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const words = (await import('./i18n/en-problems.ts')).enProblems;
  const alien = Object.entries(PROBLEM_TEXT).flatMap(([code, text]) => {
    const filled = new Set([...gaps(text), 'option', 'other', ...(code.startsWith('data') ? ['file'] : [])]);
    return gaps(words[`wrong.${code}` as 'wrong.wrong'])
      .filter((gap) => !filled.has(gap))
      .map((gap) => `${code}: ${gap}`);
  });
  expect(alien).toEqual([]);
});

test.each([
  [{ port: 70_000 }, '端口：不能写 70000，应该写：0 到 65535 之间的端口。'],
  [{ rest: [{ at: '/a' }] }, '数据接口 › 第 1 条 › JSON 文件：还没有写，应该写：JSON 文件。'],
  [{ cache: 'never' }, '缓存：不能写 "never"，应该写："revalidate" 或 "no-store" 或 对象。'],
  [{ lisitng: true }, 'lisitng：没有这个选项。你是不是想写 listing？'],
])('%j is refused in Chinese', (config, text) => {
  expect(refusals(config).map((report) => errorText(zh, report))).toEqual([text]);
});

test('a contradiction names both options as the page does', () => {
  const named = { option: 'upload.at', other: 'rest[0].at' };
  const nested = problem('nestedPrefix', { nested: 'upload.at', prefix: '/api', feature: 'rest' });
  expect(errorText(en, new ServerError('OPTION_CONFLICT', { ...named, ...nested }).report())).toBe(
    'Uploads › Into this folder and Data as an API › Entry 1 › At this address contradict each other: ' +
      'Uploads › Into this folder lies in /api, which Data as an API › Entry 1 › At this address answers.',
  );
});

test('the day of a certificate is written the same way in every language', () => {
  const notice = problem('certificateExpired', { file: '/srv/a.pem', date: 'Nov  2 21:00:00 2026 GMT' });
  expect(problemText(zh, notice)).toBe('证书 /srv/a.pem 已在 2026-11-02 过期。');
});

test('what the system said stays as it is', () => {
  expect(problemText(zh, problem('said', { detail: 'EIO {x}' }))).toBe('EIO {x}');
  expect(optionName(en, 'mediaTypes[".foo"]')).toBe('Media types › .foo');
});

test('a failed call is told without what Electron puts before it', () => {
  const error = new Error("Error invoking remote method 'request:send': Error: 服务器没有运行。");
  expect(failureText(error)).toBe('服务器没有运行。');
  expect(failureText('odd')).toBe('odd');
});
