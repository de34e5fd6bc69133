import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { serveFeatures } from '../serve-features.ts';
import { StaticFiles } from '../static/static-files.ts';
import { spaFallback } from './spa.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-spa-'));
  await writeFile(join(root, 'index.htm'), 'the index');
  await writeFile(join(root, 'shell.html'), 'the shell');
});
afterAll(() => rm(root, { recursive: true }));

const serve = (input: ConfigInput) =>
  serveFeatures({ root, ...input }, (config, context) => {
    const files = new StaticFiles(context, { config, isWithheld: () => false });
    return [files.feature(), spaFallback(config.spa, config.index, files)];
  });
const PAGE_LOAD = 'text/html,application/xhtml+xml,*/*;q=0.8';

test('a page load that no file answers gets the first index file there is', async () => {
  const server = await serve({ spa: true });
  const page = await server.fetch('/deep/in/the?app=1', { headers: { Accept: PAGE_LOAD } });
  expect([page.status, await page.text()]).toEqual([200, 'the index']);
  expect(page.headers.get('Vary')).toMatch(/\bAccept\b/);
  expect(await (await server.fetch('/shell.html', { headers: { Accept: PAGE_LOAD } })).text()).toBe('the shell');
});

test('a document can be named', async () => {
  const server = await serve({ spa: '/shell.html' });
  expect(await (await server.fetch('/x', { headers: { Accept: PAGE_LOAD } })).text()).toBe('the shell');
});

test.each([
  ['GET', '*/*'],
  ['GET', 'image/avif,image/webp,*/*'],
  ['GET', 'application/json'],
  ['GET', 'text/html;q=0'],
  ['POST', PAGE_LOAD],
])('%s with Accept: %s is no page load', async (method, Accept) => {
  const server = await serve({ spa: true });
  expect((await server.fetch('/missing.js', { method, headers: { Accept } })).status).toBe(404);
});

test('HEAD is told what GET would be', async () => {
  const server = await serve({ spa: true });
  const head = await server.fetch('/x', { method: 'HEAD', headers: { Accept: PAGE_LOAD } });
  expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '9']);
});

test('without the document nothing is there', async () => {
  const server = await serve({ spa: '/none.html' });
  expect((await server.fetch('/x', { headers: { Accept: PAGE_LOAD } })).status).toBe(404);
});
