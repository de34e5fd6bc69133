import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { call, running, servers } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';
import { canHaveSecondDevice, secondDevice } from './support/second-device.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
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

  expect(await phone.get(`${url}a.txt`, IPHONE)).toBe(200);
  await window.getByText(`Opened just now by another device: iPhone · Safari, ${phone.address}`).waitFor();
  await expectAccessible(window, 'opened by another device');
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, language: 'zh' });
  await window.getByText(`其他设备刚刚打开过：iPhone · Safari, ${phone.address}`).waitFor();

  await call(window, 'server:configure', id, { host: null });
  await expect.poll(async () => (await servers(window))[0]).not.toHaveProperty('visitor');
  await expect(phone.get(`${url}a.txt`)).rejects.toThrow();
});

withSecondDevice(
  'until then, the check tells what was tried and what to look at, and ends with the first visitor',
  async () => {
    const phone = secondDevice();
    const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
    const { id, state } = await running(window);
    await window.getByRole('button', { name: 'Addresses', exact: true }).click();
    expect(await window.getByRole('button', { name: 'Not working on the phone?' }).count()).toBe(0);
    await window.getByRole('switch', { name: 'Visible on your network' }).click();
    await window.getByRole('button', { name: 'Not working on the phone?' }).click();
    const check = window.getByRole('region', { name: 'When a phone cannot open it' });
    await check.getByText(/^In order: Portico answers at [\d.]+:\d+$/).waitFor();
    await check.getByText('Is the phone on the same Wi-Fi?').waitFor();
    await expectAccessible(window, 'phone check');
    expect(await call(window, 'server:reach', id)).toMatchObject({
      links: expect.arrayContaining([
        { url: `http://${phone.us}:${state.port}/`, interface: expect.any(String), kind: 'network', answers: true },
      ]),
      everyInterface: true,
    });
    expect(await call(window, 'server:counters', id)).toMatchObject({ requests: 0 }); // trying leaves no trace

    await window.getByRole('button', { name: 'Back to the addresses' }).click();
    const ask = window.getByRole('button', { name: 'Not working on the phone?' });
    await expect.poll(() => ask.evaluate((button) => button === document.activeElement)).toBe(true);
    await ask.click();
    expect(await phone.get(`http://${phone.us}:${state.port}/a.txt`, IPHONE)).toBe(200);
    await window.getByText(/^Opened just now by another device: iPhone/).waitFor();
    expect(await check.count()).toBe(0);
  },
);
