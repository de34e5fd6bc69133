import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect } from 'vitest';

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

export async function expectAccessible(window: Page, name: string): Promise<void> {
  await window.waitForTimeout(400); // what is loaded late, and what fades in
  expect([name, await violations(window)]).toEqual([name, []]);
}
