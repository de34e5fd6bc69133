import { expect, test } from 'vitest';
import { running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const KEYS = ['Control+k', 'Escape', 'Control+2', 'Control+3', 'Control+1', 'Control+l', 'Escape', 'Control+,'];

test('no part of the page breaks its own policy or throws', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const complaints: string[] = [];
  window.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  window.on('pageerror', (error) => complaints.push(error.message));
  const { url } = await running(window);
  await window.reload();
  await window.getByRole('tab', { name: /^Requests/ }).waitFor();
  await fetch(`${url}a.txt`);
  await window.getByRole('gridcell', { name: '/a.txt' }).first().click();
  for (const key of KEYS) {
    await window.keyboard.press(key);
    await window.waitForTimeout(250); // as long as the longest motion
  }
  expect(complaints).toEqual([]);
});
