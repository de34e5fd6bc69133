import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { call, running, until } from './support/bridge.ts';
import { recordOpened } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const FILES = { 'About.html': '<h1>About</h1>', 'data.json': '{"places":[1,2,3]}' };

interface Requested {
  readonly app: ElectronApplication;
  readonly folder: string;
  readonly window: Page;
  readonly url: string;
  readonly id: string;
}

async function withRequests(): Promise<Requested> {
  const folder = await folderWith(FILES);
  const { app, window } = await launch({ paths: [folder] });
  const { url, id } = await running(window);
  for (const path of ['About.html', 'data.json', 'about.html?ref=nav', 'missing.css']) {
    await fetch(url + path, { headers: { Accept: 'text/html,*/*' } });
  }
  await window.getByRole('row', { name: /missing\.css/ }).waitFor();
  return { app, folder, window, url, id };
}

test('the filter keeps rows out, and says what it does not understand', async () => {
  const { window } = await withRequests();
  const filter = window.getByRole('combobox', { name: 'Filter' });
  await filter.fill('status:404 -path:css');
  await window.getByText('1 of 4 match').waitFor();
  expect(await window.getByRole('grid').getByRole('row').count()).toBe(2); // with the head
  await filter.fill('larger:huge');
  await window.getByRole('alert').getByText('larger:huge').waitFor();
});

test('a row tells why it was answered so, and names the file that was meant', async () => {
  const { app, folder, window, url } = await withRequests();
  await window.getByRole('row', { name: /about\.html\?ref=nav/ }).click();
  const detail = window.getByRole('complementary', { name: 'Request detail' });
  await detail.getByText(`${url}about.html?ref=nav`).waitFor();
  await detail.getByText(/About\.html exists; only the case differs/).waitFor();
  await detail.getByText('Answered with status 404 Not Found').waitFor();
  const opened = await recordOpened(app);
  await detail.getByRole('button', { name: 'Open About.html' }).click();
  await detail.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(opened).toEqual([`${url}About.html?ref=nav`, join(folder, 'About.html')]);
  await detail.getByRole('button', { name: 'Send again' }).click();
  await window.getByText('5 requests').waitFor();
  await detail.getByRole('button', { name: /^Close/ }).click();
  await detail.waitFor({ state: 'detached' });
});

test('a request is changed and sent; what is wrong is said, and the new row is selected', async () => {
  const { window, url } = await withRequests();
  await window.getByRole('row', { name: /data\.json/ }).click();
  await window.getByRole('button', { name: 'Edit and send…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Edit and send' });
  await dialog.getByLabel('Method').fill('post');
  await dialog.getByLabel('Path and query').fill('new place?x=ü');
  await dialog.getByLabel('Fields').fill('X-Test 1');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByText('Write it like /new%20place?x=%C3%BC').waitFor();
  await dialog.getByText('Line 1: write “Name: value”, in Latin letters.').waitFor();
  await dialog.getByLabel('Path and query').fill('/new%20place?x=1');
  await dialog.getByLabel('Fields').fill('X-Test: 1\nContent-Type: application/json');
  await dialog.getByLabel('Body').fill('{"open":true}');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached' });
  const detail = window.getByRole('complementary', { name: 'Request detail' });
  await detail.getByText(`${url}new%20place?x=1`).waitFor();
  expect(await window.getByRole('row', { selected: true }).textContent()).toContain('POST');
  await detail.getByRole('tab', { name: 'Request' }).click();
  await detail.getByText('X-Test').waitFor();
});

test('content is shown in its own form, without its coding', async () => {
  const { window } = await withRequests();
  await window.getByRole('row', { name: /data\.json/ }).click();
  await window.getByRole('tab', { name: 'Body' }).click();
  await window.getByText('places:').waitFor();
});

test('the log is used by keyboard alone', async () => {
  const { window } = await withRequests();
  await window.getByRole('grid').focus();
  await window.keyboard.press('Home');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await window.getByRole('complementary', { name: 'Request detail' }).getByText('data.json').first().waitFor();
  expect(await window.getByRole('row', { selected: true }).textContent()).toContain('/data.json');
  await window.keyboard.press('Escape');
  await window.getByRole('complementary', { name: 'Request detail' }).waitFor({ state: 'detached' });
});

test('a feature is switched on and set from its card, and applies to the next request', async () => {
  const { window, url, id } = await withRequests();
  await window.getByRole('tab', { name: /^Features/ }).click();
  await window.getByRole('switch', { name: 'Directory listing' }).click();
  await expect.poll(async () => (await fetch(url)).status).toBe(404);
  await window.getByRole('switch', { name: 'Request inspector' }).click();
  await expect.poll(async () => (await fetch(`${url}inspect`)).status).toBe(200);

  await window.getByRole('button', { name: 'Uploads' }).click();
  await window.getByRole('switch', { name: 'Uploads', exact: true }).click();
  const largest = window.getByLabel('Largest file');
  await largest.fill('2 gigs');
  await window.getByText('Write a number and a unit: 500 MB or 2 GB.').waitFor();
  await largest.fill('2 kB');
  await largest.press('Enter');
  await until(window, ([server]) => (server?.config.upload as { maxBytes?: number } | undefined)?.maxBytes === 2000);
  const tooBig = await fetch(`${url}x.bin`, { method: 'PUT', body: 'x'.repeat(3000) });
  expect(tooBig.status).toBe(413);
  expect((await call(window, 'server:command', id)).includes('--upload-max-bytes 2000')).toBe(true);
});

test('an entry of a list applies once it is complete; before, it says what is missing', async () => {
  const { window } = await withRequests();
  await window.getByRole('tab', { name: /^Features/ }).click();
  await window.getByRole('switch', { name: 'Proxy' }).click();
  await window.getByLabel('This address').fill('api');
  await window.getByText('Write a path that starts with “/”.').waitFor();
  await window.getByLabel('This address').fill('/api');
  await window.getByLabel('Goes to').fill('http://127.0.0.1:1');
  await window.getByLabel('Goes to').press('Enter');
  const { config } = await until(window, ([server]) => (server?.config.proxy?.length ?? 0) === 1);
  expect(config.proxy).toEqual([{ at: '/api', target: 'http://127.0.0.1:1' }]);
});

test('language and theme change while the window is open', async () => {
  const { window } = await withRequests();
  await window.getByRole('button', { name: 'Settings' }).click();
  await window.getByText('简体中文').click();
  await window.getByRole('heading', { name: '设置' }).waitFor();
  await window.getByText('深色').click();
  await expect.poll(() => window.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  expect(await window.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
});

test('activity counts what happened, and leads to the requests of a path', async () => {
  const { window } = await withRequests();
  await window.getByRole('tab', { name: 'Activity' }).click();
  await window.getByRole('img', { name: /^Requests per second/ }).waitFor();
  await window
    .getByRole('button', { name: /missing\.css/ })
    .first()
    .click();
  await window.getByText('1 of 4 match').waitFor();
});

test('an upload shows its progress while it comes, and what was received in the end', async () => {
  const { window, url, id } = await withRequests();
  await call(window, 'server:configure', id, { upload: true });
  await window.getByRole('tab', { name: 'Activity' }).click();
  const { port } = new URL(url);
  const sent = request({ port, method: 'PUT', path: '/film.bin', headers: { 'Content-Length': 2_000_000 } });
  sent.write(Buffer.alloc(500_000));
  await window.getByRole('img', { name: 'Receiving' }).waitFor();
  const progress = window.getByRole('progressbar', { name: '/film.bin' });
  await expect.poll(() => progress.getAttribute('aria-valuenow')).toBe('25');
  sent.end(Buffer.alloc(1_500_000));
  await once(sent, 'response');
  await progress.waitFor({ state: 'detached' });
  await window.getByText('2.0 MB', { exact: true }).waitFor();
});

test('nothing the page does is refused by its own content security policy', async () => {
  const { window } = await withRequests();
  const complaints: string[] = [];
  window.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await window.getByRole('button', { name: 'Addresses' }).click();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+k');
  await window.getByRole('textbox', { name: /Type a command/ }).waitFor();
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'More' }).click();
  await window.getByRole('menuitem', { name: /^Rename/ }).click();
  await window.getByRole('dialog', { name: 'Rename the server' }).waitFor();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+3');
  await window.getByRole('img', { name: /^Response time/ }).waitFor();
  expect(complaints).toEqual([]);
});
