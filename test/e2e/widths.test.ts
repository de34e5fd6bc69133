import type { Locator, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

async function withARow(): Promise<Page> {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { url } = await running(window);
  await fetch(`${url}a.txt`);
  await window.getByRole('row', { name: /a\.txt/ }).waitFor();
  return window;
}

const widthOf = async (handle: Locator) => Number(await handle.getAttribute('aria-valuenow'));

async function drag(window: Page, handle: Locator, right: number): Promise<void> {
  const { x = 0, y = 0, width = 0, height = 0 } = (await handle.boundingBox()) ?? {};
  await window.mouse.move(x + width / 2, y + height / 2);
  await window.mouse.down();
  await window.mouse.move(x + width / 2 + right, y + height / 2, { steps: 3 });
  await window.mouse.up();
}

/** A handle goes where it is sent; what lies on its inner side gets wider. */
test.each([
  ['Width of Method', 'ArrowRight', 8, 1],
  ['Width of Duration', 'ArrowLeft', 8, -1],
] as const)('%s is changed by pointer and by %s', async (name, key, step, outward) => {
  const window = await withARow();
  const handle = window.getByRole('separator', { name });
  const before = await widthOf(handle);
  await drag(window, handle, 30 * outward);
  expect(await widthOf(handle)).toBe(before + 30);
  await handle.press(key);
  expect(await widthOf(handle)).toBe(before + 30 + step);
  await handle.dblclick();
  expect(await widthOf(handle)).toBe(before);
});

test('the detail is made wider by pointer and by key, and stays so', async () => {
  const window = await withARow();
  await window.getByRole('row', { name: /a\.txt/ }).click();
  const handle = window.getByRole('separator', { name: 'Width of the detail' });
  const before = await widthOf(handle);
  await drag(window, handle, -40);
  expect(await widthOf(handle)).toBe(before + 40);
  await handle.press('ArrowLeft');
  await handle.press('ArrowRight');
  await handle.press('ArrowLeft');
  expect(await widthOf(handle)).toBe(before + 56);
  await window.reload();
  await window.getByRole('row', { name: /a\.txt/ }).click();
  expect(await widthOf(handle)).toBe(before + 56);
});
