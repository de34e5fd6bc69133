import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startExample } from './support/example.ts';

const PAGE_LOAD = { headers: { Accept: 'text/html' } };

test('files: an index of another name, and listings where there is none', async () => {
  const server = await startExample('files');
  expect(await (await server.fetch('/')).text()).toContain('<title>Files');
  const listed = await server.fetch('/photos/', { headers: { Accept: 'application/json' } });
  const { entries } = (await listed.json()) as { entries: { name: string }[] };
  expect(entries.map(({ name }) => name)).toEqual(['img_9.txt', 'img_10.txt']);
  expect(await (await server.fetch('/?list', { headers: { Accept: 'text/plain' } })).text()).toBe(
    'photos\nhome.html\n',
  );
  const part = await server.fetch('/photos/img_9.txt', { headers: { Range: 'bytes=2-8' } });
  expect([part.status, await part.text()]).toEqual([206, 'picture']);
});

test('spa: page loads get the document, a missing script does not', async () => {
  const server = await startExample('spa');
  expect(await (await server.fetch('/settings/profile', PAGE_LOAD)).text()).toContain('<title>App');
  expect((await server.fetch('/settings/app.js')).status).toBe(404);
});

test('mounts: a folder beside the root, under the same address', async () => {
  const server = await startExample('mounts');
  expect(await (await server.fetch('/docs/start.txt')).text()).toBe('Read this first.\n');
  expect((await server.fetch('/manual/start.txt')).status).toBe(404);
});

test('clean-urls: the short address is the address', async () => {
  const server = await startExample('clean-urls');
  expect(await (await server.fetch('/about')).text()).toContain('<title>About');
  expect((await server.fetch('/about.html?a=b')).headers.get('Location')).toBe('/about?a=b');
});

test('media-types: text gets its charset, the rest as it is written', async () => {
  const server = await startExample('media-types');
  const typeOf = async (path: string) => (await server.fetch(path)).headers.get('Content-Type');
  expect([await typeOf('/hello.gmi'), await typeOf('/cube.vox')]).toEqual([
    'text/gemini; charset=utf-8',
    'model/x-vox',
  ]);
});

test('log: lines of an own form, in a file', async () => {
  const server = await startExample('log');
  await server.fetch('/?a=b');
  const { stderr } = await server.stop();
  expect(await readFile(join(server.folder, 'access.log'), 'utf8')).toMatch(
    /^127\.0\.0\.1 GET \/\?a=b 200 \d+(\.\d+)?\n$/,
  );
  expect(stderr).toBe('');
});

test('dotfiles: served and listed', async () => {
  const server = await startExample('dotfiles');
  expect(await (await server.fetch('/.notes/today.txt')).text()).toBe('Water the plants.\n');
  expect(await (await server.fetch('/?list', { headers: { Accept: 'text/plain' } })).text()).toContain('.notes\n');
});

test.runIf(process.platform !== 'win32')('dotfiles: links are refused', async () => {
  const server = await startExample('dotfiles');
  await symlink('index.html', join(server.folder, 'public/link.html'));
  expect((await server.fetch('/link.html')).status).toBe(404);
});

test('no example is without a test, and none without its row in the README', async () => {
  const tests = (await readdir('test/http')).filter((name) => name.endsWith('.test.ts'));
  const texts = await Promise.all(tests.map((name) => readFile(join('test/http', name), 'utf8')));
  const readme = await readFile('README.md', 'utf8');
  for (const example of await readdir('docs/examples')) {
    expect([example, texts.some((text) => text.includes(`'${example}'`))]).toEqual([example, true]);
    expect([example, readme.includes(`](docs/examples/${example})`)]).toEqual([example, true]);
  }
});
