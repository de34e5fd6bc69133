import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ServerView } from '../../electron/ipc/contract.ts';
import type { ErrorReport } from '../../src-server/errors.ts';
import { openPages } from './page.ts';
import { FULL, rows, SERVERS, server } from './scenario.ts';

/**
 * Pictures of states that a real app is hard to bring into: `tsx test/renderer-harness/build.ts`, then
 * `tsx test/renderer-harness/shots.ts FOLDER`. Prints whatever the page complained about.
 */
const folder = process.argv[2] ?? 'shots';
mkdirSync(folder, { recursive: true });

const SIZES = { narrow: [400, 800], usual: [1280, 800], wide: [1920, 1080] } as const;

const failed = (error: Omit<ErrorReport, 'message'>): ServerView =>
  server('handbook', {
    port: 8080,
    root: 'Work/handbook',
    state: { kind: 'failed', error: { ...error, message: '' } },
  });
const without = (root: 'missing' | 'denied'): ServerView => {
  const rest = { secure: false, addresses: [], notices: [] };
  const state = { kind: 'running', host: '127.0.0.1', port: 8060, root, ...rest } as const;
  return server('godot-export', { port: 8060, root: 'Games/Lanternfall/web', state });
};
const many = Array.from({ length: 200 }, (_, i) =>
  server(`server-with-a-long-name-${i}`, { port: 9000 + i, root: `${i}` }),
);
const tab = (name: RegExp) => (page: Page) => page.getByRole('tab', { name }).click();

const STATES: Readonly<
  Record<string, readonly [servers: readonly ServerView[], act?: (page: Page) => Promise<unknown>]>
> = {
  welcome: [[]],
  requests: [SERVERS],
  detail: [
    SERVERS,
    (page) =>
      page
        .getByRole('row', { name: /about\.html/ })
        .last()
        .click(),
  ],
  features: [SERVERS, tab(/Features|功能/)],
  activity: [SERVERS, tab(/Activity|活动/)],
  addresses: [SERVERS, (page) => page.keyboard.press('Control+l')],
  settings: [SERVERS, (page) => page.keyboard.press('Control+,')],
  palette: [SERVERS, (page) => page.keyboard.press('Control+k')],
  'port-taken': [[failed({ code: 'PORT_IN_USE', params: { port: 8080, program: 'node', pid: 48213 } }), ...SERVERS]],
  'engine-died': [[failed({ code: 'ENGINE_DIED', params: { problem: 'out of memory' } })]],
  'folder-gone': [[without('missing'), ...SERVERS]],
  'folder-denied': [[without('denied')]],
  'many-servers': [many],
};

await openPages(async (open) => {
  for (const [name, [servers, act]] of Object.entries(STATES)) {
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      for (const [theme, language] of [['light', 'en'] as const, ['dark', 'zh'] as const]) {
        const scenario = { ...FULL, servers, theme, language, rows: { ...FULL.rows, handbook: rows(12) } };
        const { page, complaints } = await open(scenario, width, height);
        await act?.(page);
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder, `${name}-${size}-${theme}-${language}.png`) });
        for (const complaint of complaints) console.log(`${name} ${size} ${theme}: ${complaint}`);
        await page.close();
      }
    }
  }
});
