import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { liveReloadCases } from './cases/live-reload.ts';
import { hasBrowser, openPage } from './support/browser.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

const documentOf = (heading: string) => `<!doctype html><link rel="icon" href="data:,"><h1>${heading}</h1>`;

test.runIf(hasBrowser)('the example: in a browser, pages load again and style sheets change in place', async () => {
  const server = await startExample('live-reload');
  const { page, complaints } = await openPage();
  const listening = page.waitForResponse(/\.portico\/events/);
  await page.goto(`${server.origin}/`);
  await listening;
  await page.waitForTimeout(200);
  await page.evaluate(() => Object.assign(window, { kept: true }));

  const style = join(server.folder, 'public/style.css');
  await writeFile(`${style}.new`, 'h1 { color: rgb(255, 0, 0) }');
  await rename(`${style}.new`, style); // as editors save
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector('h1') as Element).color === 'rgb(255, 0, 0)',
  );
  expect(await page.evaluate(() => 'kept' in window)).toBe(true);

  await writeFile(join(server.folder, 'public/index.html'), documentOf('Changed'));
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Changed');
  expect(await page.evaluate(() => 'kept' in window)).toBe(false);

  await rm(join(server.folder, 'public/index.html'));
  await page.waitForFunction(() => document.querySelector('table') !== null); // the listing
  await page.waitForTimeout(300);
  await writeFile(join(server.folder, 'public/index.html'), documentOf('Back'));
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Back');
  expect(complaints).toEqual([]);
});

test('only what a browser shows is changed, and nothing without the switch', async () => {
  const html = '<!doctype html><body>x</body>';
  const folder = await tempFolder({ 'a.html': html, 'a.js': '1' });
  const live = await startCli([folder, '--live-reload']);
  const shown = { headers: { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' } };
  expect(await (await live.fetch('/a.html', shown)).text()).toContain('/.portico/live-reload.js');
  expect(await (await live.fetch('/a.html', { headers: { 'Sec-Fetch-Dest': 'empty' } })).text()).toBe(html);
  expect(await (await live.fetch('/a.js', shown)).text()).toBe('1');
  const plain = await startCli([folder]);
  expect(await (await plain.fetch('/a.html', shown)).text()).toBe(html);
  expect((await plain.fetch('/.portico/events')).status).toBe(404);
});

describe('as beside all other features', () => liveReloadCases(only('liveReload', 'mounts')));
