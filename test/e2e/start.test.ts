import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { running, servers, until } from './support/bridge.ts';
import { answerDialogs, saidDialogs } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { launch, launchHidden } from './support/portico.ts';
import { secondStart } from './support/second-start.ts';

test('a folder on the command line is served at once', async () => {
  const folder = await folderWith({ 'hello.txt': 'Hello' });
  const { window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  const response = await fetch(`${url}hello.txt`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('Hello');
  expect(await servers(window)).toMatchObject([{ name: basename(folder), root: folder, on: true }]);
});

test('several paths become several servers on ports of their own; a single file is one too', async () => {
  const first = await folderWith({ 'a.txt': 'A' });
  const second = await folderWith({ 'b.txt': 'B' });
  const { window } = await launch({ paths: [first, second, `${second}/b.txt`] });
  const urls = [await running(window, 0), await running(window, 1), await running(window, 2)].map(({ url }) => url);
  expect(new Set(urls).size).toBe(3);
  expect(await (await fetch(`${urls[0]}a.txt`)).text()).toBe('A');
  expect(await (await fetch(`${urls[1]}b.txt`)).text()).toBe('B');
  expect(await (await fetch(urls[2] ?? '')).text()).toBe('B');
});

test('a second start hands its folder, relative to where it was started, to the first and ends', async () => {
  const folder = await folderWith({ 'x.txt': 'X' });
  const { app, window, userData } = await launch();
  expect(await secondStart(userData, [basename(folder)], dirname(folder))).toBe(0);
  const { url } = await running(window);
  expect(await (await fetch(`${url}x.txt`)).text()).toBe('X');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the same folder is not served twice, whatever its path is', async () => {
  const folder = await folderWith({});
  const { window, userData } = await launch({ paths: [folder] });
  await running(window);
  await secondStart(userData, [`${folder}/../${basename(folder)}/`]);
  expect(await servers(window)).toHaveLength(1);
});

test('a start at login shows no window; the next start brings it', async () => {
  const { app, userData } = await launchHidden({ switches: ['--hidden'] });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await secondStart(userData, ['--hidden']);
  expect(app.windows()).toHaveLength(0);
  const [window] = await Promise.all([app.waitForEvent('window'), secondStart(userData)]);
  expect(await servers(window)).toEqual([]);
});

test('a path that is not there is said by name, and the others are served', async () => {
  const folder = await folderWith({});
  const { app, window, userData } = await launch();
  await answerDialogs(app);
  const missing = `${folder}-missing`;
  await secondStart(userData, [missing, folder]);
  await until(window, (all) => all.length === 1);
  expect(await saidDialogs(app)).toMatchObject([{ detail: `${missing} does not exist.` }]);
});
