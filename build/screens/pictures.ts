import { rename } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en.ts';
import { zh } from '../../renderer/i18n/zh.ts';
import { dragOver } from '../../test/e2e/support/drop.ts';
import type { SampleHome } from './sample-home.ts';

export interface Scene {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
  readonly words: typeof en;
  readonly sample: SampleHome;
  /** Addresses of the servers, in the order they were added. */
  readonly urls: readonly string[];
}

export interface Picture {
  readonly name: string;
  /** Brings the screen about. Resolves to what is to be photographed. */
  show(scene: Scene): Promise<Page>;
}

export const WORDS = { en, zh } as const;

async function openTab({ window, words }: Scene, tab: 'requests' | 'features' | 'activity'): Promise<Page> {
  await window.keyboard.press('Escape');
  await window
    .getByRole('tab', { name: words[`tab.${tab}`] })
    .first()
    .click(); // the detail has tabs, too
  return window;
}

/** Scenes of a window with servers, in the order in which one leads to the next. */
export const PICTURES: readonly Picture[] = [
  { name: 'running', show: (scene) => openTab(scene, 'requests') },
  { name: 'detail', show: openDetail },
  { name: 'features', show: (scene) => openTab(scene, 'features') },
  { name: 'preset', show: reviewPreset },
  { name: 'uploads', show: openUploads },
  { name: 'activity', show: (scene) => openTab(scene, 'activity') },
  { name: 'palette', show: openPalette },
  { name: 'drop', show: dragPhotos },
  { name: 'addresses', show: openAddresses },
  { name: 'phone-check', show: askAboutPhone },
  { name: 'listing', show: (scene) => openListing(scene) },
  { name: 'folder-gone', show: loseFolder },
];

async function openDetail(scene: Scene): Promise<Page> {
  const window = await openTab(scene, 'requests');
  await window.getByRole('grid').getByText('/About.html', { exact: true }).first().click();
  return window;
}

async function reviewPreset(scene: Scene): Promise<Page> {
  const window = await openTab(scene, 'features');
  await window.getByRole('button', { name: scene.words['preset.review'] }).click();
  return window;
}

async function openUploads(scene: Scene): Promise<Page> {
  const window = await reviewPreset(scene); // closes it again
  await window.getByRole('switch', { name: scene.words['option.upload'] }).click();
  await window.getByRole('button', { name: scene.words['option.upload'], exact: true }).click();
  return window;
}

/** With a phone in mind: visible on the network. The address is the one this computer has. */
async function openAddresses(scene: Scene): Promise<Page> {
  const window = await openTab(scene, 'requests');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: scene.words['address.title'] }).click();
  await window.getByRole('switch', { name: scene.words['lan.title'] }).click();
  await window.getByText(scene.words['address.scan']).waitFor();
  return window;
}

/** From the addresses, which are open. */
async function askAboutPhone({ window, words }: Scene): Promise<Page> {
  await window.getByRole('button', { name: words['phone.ask'] }).click();
  await window.getByText(words['phone.sameWifi']).waitFor();
  return window;
}

async function openPalette({ window }: Scene): Promise<Page> {
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+K');
  return window;
}

async function dragPhotos({ window, sample }: Scene): Promise<Page> {
  await window.keyboard.press('Escape');
  await dragOver(window, [sample.handbook]);
  return window;
}

/** Pulls the folder away from under a running server. */
async function loseFolder(scene: Scene): Promise<Page> {
  const window = await openTab(scene, 'requests');
  await rename(scene.sample.photos, `${scene.sample.photos} (moved)`);
  await window
    .getByRole('button', { name: basename(scene.sample.photos) })
    .first()
    .click();
  await window.getByText(scene.words['server.waiting']).first().waitFor();
  return window;
}

/** The page a visitor sees, in a window of its own. */
async function openListing({ app, urls, theme, language }: Scene): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, { url, language }) => {
      const window = new BrowserWindow({ width: 1000, height: 640, useContentSize: true });
      void window.loadURL(url, { extraHeaders: `Accept-Language: ${language}` });
    },
    { url: urls[1] ?? '', language },
  );
  const page = await opened;
  await page.waitForLoadState();
  await page.emulateMedia({ colorScheme: theme });
  await page.mouse.move(0, 0);
  return page;
}
