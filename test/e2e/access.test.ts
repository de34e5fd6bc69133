import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { call, running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Result {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

/** What breaks WCAG 2.2 AA on the screen, as "rule: element". */
async function violations(window: Page): Promise<readonly string[]> {
  const script = `${axe}; axe.run({ runOnly: ${JSON.stringify(STANDARD)} })`;
  const result = (await window.evaluate(script)) as Result;
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

const SCREENS: readonly (readonly [name: string, open: (window: Page) => Promise<unknown>])[] = [
  ['requests', (window) => window.getByRole('row', { name: /missing/ }).waitFor()],
  ['addresses', (window) => window.getByRole('button', { name: 'Addresses' }).click()],
  ['detail', (window) => window.getByRole('row', { name: /missing/ }).click()],
  ['features', (window) => window.getByRole('tab', { name: /^Features/ }).click()],
  ['an open card', (window) => window.getByRole('button', { name: 'Uploads' }).click()],
  ['activity', (window) => window.getByRole('tab', { name: 'Activity' }).click()],
  ['settings', (window) => window.getByRole('button', { name: 'Settings' }).click()],
];

test.each(['light', 'dark'] as const)('every screen keeps to WCAG 2.2 AA (%s)', async (theme) => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { url } = await running(window);
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, theme });
  await fetch(`${url}missing`);
  for (const [name, open] of SCREENS) {
    await open(window);
    await window.waitForTimeout(400); // what is loaded late, and what fades in
    expect([name, await violations(window)]).toEqual([name, []]);
    await window.keyboard.press('Escape');
  }
});
