import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { call, running, servers } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';
import { canHaveSecondDevice, secondDevice } from './support/second-device.ts';

const withSecondDevice = test.skipIf(!canHaveSecondDevice);

withSecondDevice('once another device was answered, the addresses say so; this computer is none', async () => {
  const phone = secondDevice();
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, state } = await running(window);
  await call(window, 'server:configure', id, { host: '0.0.0.0' });
  const url = `http://${phone.us}:${state.port}/`;
  await window.getByRole('button', { name: 'Addresses', exact: true }).click();
  expect((await fetch(`${url}a.txt`)).status).toBe(200); // by the same address, from here
  expect(await phone.get(`${url}missing`)).toBe(404);
  await expect.poll(() => call(window, 'server:counters', id)).toMatchObject({ requests: 2 });
  expect((await servers(window))[0]).not.toHaveProperty('visitor');

  expect(await phone.get(`${url}a.txt`)).toBe(200);
  await window.getByText(`Opened by another device: ${phone.address} just now`).waitFor();
  await expectAccessible(window, 'opened by another device');
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, language: 'zh' });
  await window.getByText(`其他设备刚刚打开过：${phone.address}`).waitFor();

  await call(window, 'server:configure', id, { host: null });
  await expect.poll(async () => (await servers(window))[0]).not.toHaveProperty('visitor');
  await expect(phone.get(`${url}a.txt`)).rejects.toThrow();
});
