import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { hasBrowser, openPage } from '../http/support/browser.ts';
import { call, running } from './support/bridge.ts';
import { chooseFile } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { launch, temporaryFolder } from './support/portico.ts';

const PIXEL = Buffer.from('R0lGODlhAQABAPAAAOqjLP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const SCRIPT = `const places = await (await fetch('data/places.json')).json();
document.querySelector('h1').textContent = places.join(', ');`;
const PAGE = `<!doctype html><meta charset="utf-8"><title>Atlas</title><link rel="stylesheet" href="site.css">
<h1>empty</h1><img src="pixel.gif" alt=""><p>${'Zürich '.repeat(400)}</p><script type="module" src="app.js"></script>`;

const shows = async (page: Page) => ({
  title: await page.locator('h1').textContent(),
  colour: await page.locator('h1').evaluate((node) => getComputedStyle(node).color),
  picture: await page.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth),
  text: (await page.locator('p').textContent())?.length,
});

test.skipIf(!hasBrowser)(
  'what was exported as HAR is replayed by another program once the server is gone',
  async () => {
    const folder = await folderWith({
      'index.html': PAGE,
      'app.js': SCRIPT,
      'site.css': 'h1 { color: rgb(154, 93, 11) }',
      'data/places.json': '["Aarau","Zürich"]',
      'pixel.gif': PIXEL,
    });
    const { app, window } = await launch({ paths: [folder] });
    const { id, url } = await running(window);
    const { page: live } = await openPage();
    await live.goto(url, { waitUntil: 'networkidle' });
    const recorded = await shows(live);
    expect(recorded).toEqual({ title: 'Aarau, Zürich', colour: 'rgb(154, 93, 11)', picture: 1, text: 2800 });

    const file = join(await temporaryFolder(), 'atlas.har');
    await chooseFile(app, file);
    await window.getByRole('row', { name: /places\.json/ }).waitFor();
    await window.getByRole('button', { name: 'Export' }).click();
    await window.getByRole('menuitem', { name: 'HAR' }).click();
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('places.json');
    await call(window, 'server:stop', id);
    await expect(fetch(url)).rejects.toThrow();

    const { page, complaints } = await openPage();
    await page.routeFromHAR(file, { notFound: 'abort' });
    await page.goto(url, { waitUntil: 'networkidle' });
    expect(await shows(page)).toEqual(recorded);
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  },
);
