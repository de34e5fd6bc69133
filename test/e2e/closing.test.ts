import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { call, recentRecords, running } from './support/bridge.ts';
import { answerDialogs, recordNotifications, saidDialogs } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';
import { secondStart } from './support/second-start.ts';

const closeWindow = (app: Awaited<ReturnType<typeof launch>>['app']) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** A download that is under way and not read any further. */
async function startDownload(url: string): Promise<IncomingMessage> {
  const request = get(url);
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  await once(response, 'readable');
  return response;
}

const BIG = Buffer.alloc(64 * 1024 * 1024);

test('closing the window keeps serving, and says so once in a lifetime', async () => {
  const { app, window, userData } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { url } = await running(window);
  const notices = await recordNotifications(app);
  const said =
    'Still serving 1 folder\nThe window is closed; serving goes on. Open Portico from here, or quit to stop.';
  await closeWindow(app);
  await expect.poll(notices).toEqual([said]);
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');

  await Promise.all([app.waitForEvent('window'), secondStart(userData)]);
  await closeWindow(app);
  await expect.poll(() => app.windows().length).toBe(0);
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
  expect(await notices()).toEqual([said]);
});

test('with nothing on, closing the window ends the app', async () => {
  const { app } = await launch();
  await Promise.all([app.waitForEvent('close'), closeWindow(app).catch(() => undefined)]);
});

test('a window that is opened again has its size, its servers and their log', async () => {
  const { app, window, userData } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 700, height: 500 }),
  );
  for (let i = 0; i < 5; i++) await fetch(`${url}a.txt`);
  await closeWindow(app);
  for (let i = 0; i < 5; i++) await fetch(`${url}a.txt`);
  const [again] = await Promise.all([app.waitForEvent('window'), secondStart(userData)]);
  await expect.poll(async () => (await recentRecords(again, id)).length).toBe(10);
  const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 700, height: 500 });
});

test('quitting while something is transferred asks first; "Keep serving" keeps serving', async () => {
  const { app, window } = await launch({ paths: [await folderWith({ 'big.bin': BIG })] });
  const { id, url } = await running(window);
  const download = await startDownload(`${url}big.bin`);
  await expect.poll(async () => (await call(window, 'server:transfers', id)).length).toBe(1);
  await answerDialogs(app, 1);
  await call(window, 'app:quit');
  await expect.poll(() => saidDialogs(app)).toHaveLength(1);
  expect((await saidDialogs(app))[0]).toMatchObject({
    message: '1 transfer is in progress.',
    detail: 'Quitting ends them.',
    buttons: ['Quit', 'Keep serving'],
  });
  expect((await fetch(url)).status).toBe(200);

  await answerDialogs(app, 0);
  await Promise.all([app.waitForEvent('close'), call(window, 'app:quit').catch(() => undefined)]);
  download.destroy();
});

test('a transfer can be ended from the window', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'big.bin': BIG })] });
  const { id, url } = await running(window);
  const download = await startDownload(`${url}big.bin`);
  const closed = new Promise((resolve) => download.once('close', resolve));
  await expect.poll(async () => (await call(window, 'server:transfers', id)).length).toBe(1);
  const [transfer] = await call(window, 'server:transfers', id);
  expect(transfer).toMatchObject({ direction: 'down', target: '/big.bin', totalBytes: BIG.length });
  await call(window, 'transfer:cancel', id, transfer?.id ?? -1);
  download.resume();
  await closed;
  expect(download.complete).toBe(false);
});
