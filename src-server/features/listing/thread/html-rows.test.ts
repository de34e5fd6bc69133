import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameProblem } from '../../../http/file-name.ts';
import { parseRequestTarget } from '../../../http/request-target.ts';
import type { Entry } from '../entry.ts';
import { entryHref, HtmlRows } from './html-rows.ts';

const file = (name: string, more: Partial<Entry> = {}): Entry => ({
  name,
  kind: 'file',
  isFolder: false,
  size: 57,
  modifiedMs: 0,
  reachable: true,
  ...more,
});
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescapeHtml = (html: string) =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
const row = (entry: Entry) => new HtmlRows('en').write([entry]);

/** Names as a Linux disk can hold them. */
const nameOnDisk = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 80 })
  .filter((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..');

test('every name is found again through its link, as a browser resolves it', () => {
  fc.assert(
    fc.property(nameOnDisk, fc.boolean(), (name, isFolder) => {
      const href = entryHref(file(name, { isFolder }));
      if (href === undefined) return /\p{Cs}/u.test(name);
      const { pathname, host, search, hash } = new URL(unescapeHtml(href), 'http://here/some/folder/');
      const target = parseRequestTarget(pathname);
      return (
        host === 'here' &&
        search + hash === '' &&
        target.ok &&
        target.segments.length === 3 &&
        target.segments[2] === name &&
        target.trailingSlash === isFolder
      );
    }),
    { numRuns: 2000 },
  );
});

test('no name adds markup: a row has the same tags and attributes whatever it is called', () => {
  const shape = (html: string) => html.replace(/href="[^"<>]*"|title="[^"<>]*"|(?<=<bdi>)[^<>]*(?=<\/bdi>)/g, '');
  const piece = fc.oneof(
    nameOnDisk,
    fc.constantFrom('"', "'", '<', '>', '&', '<script>', '" onload="x', '</bdi>', '-->'),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const name = pieces.join('');
      if (/\p{Cs}/u.test(name)) return;
      const plain = 'x'.repeat(name.length);
      const reachable = fileNameProblem(`${name}.`) === undefined; // others are not linked
      expect(shape(row(file(`${name}.`)))).toBe(shape(row(file(`${plain}.`, { reachable }))));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['back\\slash.txt', 'back%5Cslash.txt'],
  ['a:b', 'a%3Ab'],
  ['100%.txt', '100%25.txt'],
  ['#1 what?', '%231%20what%3F'],
  ['..txt', '..txt'],
  ['//host', '%2F%2Fhost'],
])('%s is linked as %s', (name, href) => {
  expect(entryHref(file(name))).toBe(href);
});

test('names that no address can say are listed without a link', () => {
  expect(row(file('bad\ufffd.txt', { reachable: false }))).not.toContain('href="bad');
  expect(row(file('nul.txt'))).toMatch(/<span class="no" title="[^"]+">.*nul\.txt/);
  expect(entryHref(file('\ud800.txt'))).toBeUndefined();
});

test('control characters and direction marks are spelt out', () => {
  expect(row(file('a\nb\u202egpj.exe'))).toContain('<bdi>a\\x0ab\\u202egpj.exe</bdi>');
});

test('a folder has no size, a slash at the end of its link, and says what it is', () => {
  const html = row(file('raw', { kind: 'dir', isFolder: true }));
  expect(html).toContain('href="raw/"');
  expect(html).toContain('aria-label="Folder"');
  expect(html).toContain('<td class="sz"><td');
});

test('a name that may not fit is whole in the tooltip', () => {
  const name = 'n'.repeat(10_000);
  expect(row(file(name))).toContain(`title="${name}"`);
});
