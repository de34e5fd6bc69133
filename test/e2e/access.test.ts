import { rename } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { test } from 'vitest';
import { en } from '../../renderer/i18n/en.ts';
import { zh } from '../../renderer/i18n/zh.ts';
import { expectAccessible } from './support/accessible.ts';
import { call, running, until } from './support/bridge.ts';
import { dragOver } from './support/drop.ts';
import { folderWith, holdPort } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

type Words = Readonly<Record<keyof typeof zh, string>>;
const WORDS: { readonly en: Words; readonly zh: Words } = { en, zh };

interface Scene {
  readonly window: Page;
  readonly words: Words;
  readonly id: string;
  readonly folder: string;
}

const openTab = ({ window, words }: Scene, tab: 'requests' | 'features' | 'activity') =>
  window.getByRole('tab', { name: words[`tab.${tab}`] }).click();
const press = ({ window }: Scene, name: string) => window.getByRole('button', { name, exact: true }).click();

const sidebarOf = (window: Page, words: Words) => window.getByRole('complementary', { name: words['sidebar.title'] });

/** In the order in which one leads to the next. */
const SCREENS: readonly (readonly [name: string, open: (scene: Scene) => Promise<unknown>])[] = [
  ['requests', ({ window }) => window.getByRole('row', { name: /missing/ }).waitFor()],
  ['addresses', (scene) => press(scene, scene.words['address.title'])],
  ['detail', ({ window }) => window.getByRole('row', { name: /missing/ }).click()],
  ['edit and send', editRequest],
  ['features and a suggestion', (scene) => openTab(scene, 'features')],
  ['the suggestion reviewed', (scene) => press(scene, scene.words['preset.review'])],
  ['uploads', (scene) => press(scene, scene.words['option.upload'])],
  ['slow network', (scene) => press(scene, scene.words['option.throttle'])],
  ['activity', (scene) => openTab(scene, 'activity')],
  ['palette', ({ window }) => window.keyboard.press('Control+K')],
  [
    'settings',
    ({ window, words }) => sidebarOf(window, words).getByRole('button', { name: words['settings.title'] }).click(),
  ],
  ['port moved', movePort],
  ['port taken', failOnPort],
  ['folder gone', loseFolder],
];

test.each([
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'zh'],
  ['dark', 'zh'],
] as const)('every screen keeps to WCAG 2.2 AA (%s, %s)', async (theme, language) => {
  const { window } = await launch();
  const words = WORDS[language];
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, theme, language });
  await window.getByText(words['welcome.title']).waitFor();
  await expectAccessible(window, 'welcome');

  const folder = await folderWith({ 'a.txt': 'A', 'db.json': '{"posts":[]}' });
  await call(window, 'server:add', [folder]);
  const { id, url } = await running(window);
  await fetch(`${url}missing`);
  for (const [name, open] of SCREENS) {
    await open({ window, words, id, folder });
    await expectAccessible(window, name);
    await window.keyboard.press('Escape');
  }
  await dragOver(window, [await folderWith({})]);
  await expectAccessible(window, 'drop');
});

async function editRequest(scene: Scene): Promise<void> {
  await scene.window.getByRole('row', { name: /missing/ }).click();
  await press(scene, scene.words['edit.open']);
  await scene.window.getByRole('dialog', { name: scene.words['edit.title'] }).waitFor();
}

async function movePort(scene: Scene): Promise<void> {
  const { window, words, id } = scene;
  const port = await holdPort();
  await sidebarOf(window, words).getByRole('listitem').getByRole('button').first().click(); // settings was in its place
  await call(window, 'server:configure', id, { port });
  await window.getByRole('button', { name: words['port.tryAgain'].replace('{port}', `${port}`) }).waitFor();
}

async function failOnPort({ window, words, id }: Scene): Promise<void> {
  const port = await holdPort();
  await call(window, 'server:stop', id);
  await call(window, 'server:configure', id, { port, portFallback: false });
  await call(window, 'server:start', id);
  await window
    .getByRole('alert')
    .filter({ hasText: words['port.taken'].replace('{port}', `${port}`) })
    .waitFor();
}

async function loseFolder({ window, words, id, folder }: Scene): Promise<void> {
  await call(window, 'server:configure', id, { portFallback: true });
  await call(window, 'server:start', id);
  await running(window);
  await rename(folder, `${folder}-away`);
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'missing');
  await window.getByRole('alert').filter({ hasText: words['folder.gone'] }).waitFor();
}
