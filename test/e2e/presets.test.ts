import { expect, test } from 'vitest';
import { call, running, servers, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { end, launch, temporaryFolder } from './support/portico.ts';

const page = '<!doctype html><div id="root"></div><script type="module" src="/assets/index-DkXa9_bC.js"></script>';
const VITE = { 'index.html': page, 'assets/index-DkXa9_bC.js': '' };

test('a Vite build is recognised, its options are shown before they apply, and can be taken back', async () => {
  const { window } = await launch({ paths: [await folderWith(VITE)] });
  const { url } = await running(window);
  await window.getByRole('tab', { name: /^Features/ }).click();
  const strip = window.getByRole('region', { name: 'This looks like a Vite build' });
  await strip.getByText('index.html loads hashed files from /assets/.').waitFor();

  await strip.getByRole('button', { name: 'Review and apply' }).click();
  const changes = strip.getByRole('table', { name: 'What changes' });
  expect(await changes.getByRole('row', { name: /Single-page app spa/ }).textContent()).toMatch(/falsetrue$/);
  expect(await changes.getByRole('row', { name: /Cache cache/ }).textContent()).toContain('"immutable":"/assets/**"');
  expect((await servers(window))[0]?.config).not.toHaveProperty('spa');

  await strip.getByRole('button', { name: 'Apply', exact: true }).click();
  await until(window, ([server]) => server?.config.spa === true);
  await strip.waitFor({ state: 'detached' });
  const deep = await fetch(`${url}map/12`, { headers: { accept: 'text/html' } });
  expect([deep.status, await deep.text()]).toEqual([200, page]);
  const script = await fetch(`${url}assets/index-DkXa9_bC.js`);
  expect(script.headers.get('cache-control')).toContain('immutable');

  await window.getByRole('button', { name: 'Undo' }).click();
  await until(window, ([server]) => server !== undefined && !('spa' in server.config) && !('cache' in server.config));
  await strip.waitFor();
});

test('a suggestion that was dismissed is not made again, in no later start either', async () => {
  const userData = await temporaryFolder('portico-settings-');
  const paths = [await folderWith({ 'db.json': '{"posts":[{"id":1}]}' })];
  const first = await launch({ paths, userData });
  await running(first.window);
  await first.window.getByRole('tab', { name: /^Features/ }).click();
  const strip = first.window.getByRole('region', { name: 'This looks like the data of an API' });
  await strip.getByText('db.json has lists: posts.').waitFor();
  await strip.getByRole('button', { name: 'Dismiss' }).click();
  await strip.waitFor({ state: 'detached' });
  await first.window.waitForTimeout(500); // Chromium writes what the page stores a moment later
  await end(first);

  const { window } = await launch({ userData });
  const { id } = await running(window);
  await window.getByRole('tab', { name: /^Features/ }).click();
  await window.getByRole('switch', { name: 'Directory listing' }).waitFor();
  expect(await call(window, 'server:preset', id)).toMatchObject({ kind: 'api' });
  expect(await window.getByText('This looks like the data of an API').count()).toBe(0);
});
