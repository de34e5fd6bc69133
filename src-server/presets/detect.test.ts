import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseConfig } from '../config/parse.ts';
import { FileServer } from '../server.ts';
import { detectPreset } from './detect.ts';

async function folderWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-preset-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const script = (src: string) => `<!doctype html><div id="root"></div><script type="module" src="${src}"></script>`;
const VITE = { 'index.html': script('/assets/index-DkXa9_bC.js'), 'assets/index-DkXa9_bC.js': '' };
const UNITY = {
  'index.html': '',
  'Build/game.loader.js': '',
  'Build/game.wasm.br': brotliCompressSync('\0asm'),
  'Build/game.data.gz': '',
};
const pictures = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`IMG_${i}.${i % 2 ? 'JPG' : 'heic'}`, '']));

test.each([
  ['a Vite build', VITE, 'vite', { spa: true, cache: { immutable: '/assets/**' } }],
  ['one with relative addresses', { 'index.html': script('./assets/index-a1b2c3d4.js') }, 'vite', { spa: true }],
  [
    'a CRA build',
    { 'index.html': script('/static/js/main.0a1b2c3d.js') },
    'cra',
    { cache: { immutable: '/static/**' } },
  ],
  ['a SvelteKit build', { 'index.html': script('/_app/immutable/entry/start.Ab3.js') }, 'svelte', { spa: true }],
  [
    'a blog',
    { 'index.html': '', 'sitemap.xml': '', 'first/index.html': '' },
    'site',
    { listing: false, liveReload: true },
  ],
  ['plain pages', { 'index.html': '', '404.html': '', 'about.html': '' }, 'site', { cleanUrls: true }],
  ['a Godot export', { 'game.html': '', 'game.pck': '', 'game.wasm': '' }, 'godot', {}],
  ['a page with a module', { 'index.html': '', 'sum.wasm': '' }, 'wasm', {}],
  ['photos', { ...pictures(9), 'notes.txt': '' }, 'photos', { cache: { maxAgeS: 3600 } }],
  ['data', { 'db.json': '{"posts":[],"me":{}}' }, 'api', { rest: [{ at: '/api', file: 'db.json' }], cors: true }],
])('%s is recognised', async (_, files, kind, options) => {
  expect(await detectPreset(await folderWith(files))).toMatchObject({ kind, options });
});

test('the reason names what gave it away', async () => {
  const found = async (files: Record<string, string>) => (await detectPreset(await folderWith(files)))?.found;
  expect(await found(VITE)).toEqual({ folder: '/assets/' });
  expect(await found({ 'index.html': '', 'feed.xml': '', 'a/index.html': '' })).toEqual({
    sign: 'feed.xml',
    page: 'a/index.html',
  });
  expect(await found({ 'db.json': '{"posts":[],"tags":[],"me":{}}' })).toEqual({
    file: 'db.json',
    lists: 'posts, tags',
  });
});

test.each([
  ['nothing', {}],
  ['a page written by hand', { 'index.html': '<script src="/assets/app.js"></script>', 'assets/app.js': '' }],
  ['several of them', { 'index.html': '', 'about.html': '', 'news/index.html': '' }],
  ['a few pictures among papers', { ...pictures(5), 'a.pdf': '', 'b.pdf': '', 'c.pdf': '' }],
  ['another db.json', { 'db.json': '[1, 2]' }],
  ['a broken one', { 'db.json': '{"posts": [' }],
  ['a module without a page', { 'sum.wasm': '' }],
])('%s is nothing special', async (_, files) => {
  expect(await detectPreset(await folderWith(files))).toBeUndefined();
});

test('what is not there, or is a file, is nothing special', async () => {
  const folder = await folderWith({ 'a.php': '' });
  expect(await detectPreset(join(folder, 'gone'))).toBeUndefined();
  expect(await detectPreset(join(folder, 'a.php'))).toBeUndefined();
});

test.skipIf(process.platform === 'win32')('PHP is suggested only where php-cgi is', async () => {
  const folder = await folderWith({ 'index.php': '<?php', 'bin/php-cgi': '#!/bin/sh\n' });
  vi.stubEnv('PATH', join(folder, 'nowhere'));
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await detectPreset(folder)).toBeUndefined();
  await chmod(join(folder, 'bin', 'php-cgi'), 0o755);
  vi.stubEnv('PATH', [join(folder, 'nowhere'), join(folder, 'bin')].join(delimiter));
  const options = { cgi: true, index: ['index.php', 'index.html', 'index.htm'] };
  expect(await detectPreset(folder)).toMatchObject({ kind: 'php', options });
});

test('what the person has set is not suggested again', async () => {
  const folder = await folderWith(VITE);
  expect(await detectPreset(folder, { spa: '/app.html' })).toMatchObject({ options: { cache: expect.anything() } });
  expect((await detectPreset(folder, { spa: false }))?.options).not.toHaveProperty('spa');
  expect(await detectPreset(folder, { spa: true, cache: 'no-store' })).toBeUndefined();
  const data = await folderWith({ 'db.json': '{"posts":[]}' });
  expect(await detectPreset(data, { cors: false, rest: [{ at: '/', file: 'db.json' }] })).toBeUndefined();
});

test('rules are added to those that are there', async () => {
  const folder = await folderWith({ 'index.html': '', 'sum.wasm': '' });
  const own = { match: '/a', set: { 'X-A': '1' } };
  const first = await detectPreset(folder, { headers: [own] });
  expect(first?.options.headers).toEqual([own, { set: expect.anything() }]);
  expect(await detectPreset(folder, first?.options)).toBeUndefined();
});

test('every suggestion is a valid configuration', async () => {
  for (const files of [VITE, UNITY, { 'db.json': '{"a":[]}' }, { 'index.html': '', 'rss.xml': '', 'a.html': '' }]) {
    const root = await folderWith(files);
    const preset = await detectPreset(root);
    expect(parseConfig({ root, ...preset?.options })).toMatchObject({ ok: true });
  }
});

test('with what is suggested, a browser gets the files of a Unity export decoded and isolated', async () => {
  const root = await folderWith(UNITY);
  const parsed = parseConfig({ root, port: 0, ...(await detectPreset(root))?.options });
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  const server = new FileServer(parsed.config);
  await server.start();
  onTestFinished(() => server.stop(0));
  const { port } = server.state as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}/Build/game.wasm.br`);
  expect(answer.headers.get('content-type')).toBe('application/wasm');
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(await answer.text()).toBe('\0asm');
});
