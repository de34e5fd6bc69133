import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { errorPage, errorPagePolicy } from './error-page.ts';
import { problemJson } from './problem-json.ts';
import { ERROR_STYLE, LISTING_STYLE } from './style.ts';

test('a page says what happened, why, and what to do', () => {
  const html = errorPage({ status: 404, language: 'en', path: '/10 月/<b>.txt' });
  expect(html).toContain('<h1>Nothing here</h1>');
  expect(html).toContain('/10 月/&lt;b&gt;.txt</code> does not exist. It may have been renamed or moved');
  expect(html).toContain('href="/10%20%E6%9C%88/"');
  expect(errorPage({ status: 503, language: 'zh', path: '/' })).toContain('<h1>暂时无法访问</h1>');
});

test('a detail takes the place of the usual reason', () => {
  const html = errorPage({ status: 403, language: 'en', path: '/x', detail: 'Only <this> site may write.' });
  expect(html).toContain('Only &lt;this&gt; site may write. Ask the owner');
});

test.each([400, 401, 403, 404, 405, 409, 413, 416, 421, 429, 500, 501, 502, 503, 504, 507, 508, 418, 599])(
  '%i has words in both languages, and no placeholder is left',
  (status) => {
    for (const language of ['en', 'zh'] as const) {
      for (const page of [errorPage({ status, language }), errorPage({ status, language, path: '/a/b' })]) {
        expect(page).toMatch(/<h1>[^<]+<\/h1><p>.+<\/p>/);
        expect(page).not.toMatch(/\{\w+\}.*<\/main>/s);
      }
    }
  },
);

test('the policy allows exactly the style that the page holds', () => {
  const style = /<style>(.*)<\/style>/s.exec(errorPage({ status: 404, language: 'en' }))?.[1] ?? '';
  expect(errorPagePolicy()).toContain(createHash('sha256').update(style).digest('base64'));
});

test('the styles stay under 6 kB, the image of the icons apart', () => {
  expect(LISTING_STYLE.replace(/url\("[^"]*"\)/, '').length).toBeLessThan(6000);
  expect(ERROR_STYLE.length).toBeLessThan(6000);
});

test('problem details have title, status and detail (RFC 9457)', () => {
  expect(JSON.parse(problemJson(404))).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: expect.stringContaining('does not exist.'),
  });
  expect(JSON.parse(problemJson(403, 'Because.'))).toMatchObject({ detail: 'Because.' });
  expect(problemJson(416)).not.toContain('{path}');
});
