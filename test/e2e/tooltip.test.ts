import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const tooltip = (window: Page) => window.getByRole('tooltip');

test('an icon says what it does and its shortcut, to the pointer and to Tab', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  await running(window);
  const pause = window.getByRole('button', { name: 'Pause', exact: true });
  expect(await pause.getAttribute('aria-keyshortcuts')).toBe('Space');
  expect(await tooltip(window).count()).toBe(0);
  await pause.hover();
  await tooltip(window).getByText('Pause (Space)', { exact: true }).waitFor();
  await window.getByRole('button', { name: 'Export' }).hover();
  await tooltip(window).getByText('Export', { exact: true }).waitFor();
  expect(await tooltip(window).count()).toBe(1);
  await window.keyboard.press('Escape');
  await tooltip(window).waitFor({ state: 'detached' });

  await window.mouse.move(0, 0);
  await window.getByRole('combobox', { name: 'Filter' }).focus();
  for (let i = 0; i < 8; i++) {
    if (await pause.evaluate((button) => button === document.activeElement)) break;
    await window.keyboard.press('Tab');
  }
  await tooltip(window).getByText('Pause (Space)', { exact: true }).waitFor();
  await window.keyboard.press('Tab');
  await tooltip(window).getByText('Pause (Space)', { exact: true }).waitFor({ state: 'detached' });
});
