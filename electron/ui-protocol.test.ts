import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: { isPackaged: true }, protocol: {} }));
const { CONTENT_SECURITY_POLICY, fileFor, isOwnPage } = await import('./ui-protocol.ts');

const root = resolve('/opt/portico/dist/renderer');

test.each([
  ['portico-app://ui/index.html', 'index.html'],
  ['portico-app://ui/assets/a.js?x#y', 'assets/a.js'],
  ['portico-app://ui/a%20b.css', 'a b.css'],
])('%s is a file of the page', (url, file) => {
  expect(fileFor(url, root)).toBe(join(root, file));
});

test.each([
  'portico-app://ui/',
  'portico-app://ui/..%2fmain.js',
  'portico-app://ui/..%2frenderer-secret%2fx',
  'portico-app://ui/%2e%2e%2f%2e%2e%2fetc/passwd',
  'portico-app://ui/a%00.js',
  'portico-app://ui/%zz',
])('%s is none', (url) => {
  expect(fileFor(url, root)).toBeUndefined();
});

test('only our own origin is ours', () => {
  expect(isOwnPage('portico-app://ui/index.html')).toBe(true);
  for (const url of ['portico-app://other/', 'https://ui/', 'file:///ui/index.html', 'about:blank', '', 'portico-app:'])
    expect(isOwnPage(url), url).toBe(false);
});

test('the policy allows nothing unsafe and nothing remote', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
});
