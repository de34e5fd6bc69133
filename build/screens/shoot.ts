import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { call, running } from '../../test/e2e/support/bridge.ts';
import { ROOT, say } from '../project.ts';
import { sandboxSwitches } from '../sandbox.ts';
import { PICTURES, type Picture, type Scene, WORDS } from './pictures.ts';
import { makeSampleHome, type SampleHome, visit } from './sample-home.ts';

const FOLDER = join(ROOT, 'docs', 'screenshots');
const SIZES = {
  usual: { width: 1280, height: 800 },
  narrow: { width: 400, height: 800 },
  wide: { width: 1920, height: 1000 },
} as const;
const SETTLE_MS = 600; // transitions, and the last batch of the log

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
  /** Left out: a window as most people have it. */
  readonly size?: 'narrow' | 'wide';
}

interface Studio extends Look {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly sample: SampleHome;
}

/** Photographs the real app with sample folders. @param names pictures to take; all if empty */
export async function shoot(electron: string, look: Look, names: readonly string[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'portico-screens-'));
  const sample = await makeSampleHome(join(folder, 'home'));
  const app = await launch(electron, folder);
  try {
    const studio = { ...look, app, window: await app.firstWindow(), sample };
    await photograph(studio, names);
  } finally {
    const ended = once(app.process(), 'exit');
    app.process().kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, maxRetries: 5 });
  }
}

function launch(electron: string, folder: string): Promise<ElectronApplication> {
  const settings = `--user-data-dir=${join(folder, 'settings')}`;
  return _electron.launch({
    executablePath: electron,
    args: [...sandboxSwitches(electron), '--disable-gpu', '--log-level=3', settings, ROOT],
    env: { ...(process.env as Record<string, string>), HOME: join(folder, 'home'), XDG_CONFIG_HOME: '' },
  });
}

async function photograph(studio: Studio, names: readonly string[]): Promise<void> {
  const wanted = (name: string) => names.length === 0 || names.includes(name);
  await prepare(studio);
  if (wanted('welcome')) await take(studio, 'welcome', studio.window);
  const urls = await serve(studio);
  const scene = { ...studio, words: WORDS[studio.language] as typeof WORDS.en, urls };
  for (const picture of PICTURES.filter(({ name }) => wanted(name))) await takeOne(studio, picture, scene);
}

async function takeOne(studio: Studio, { name, show }: Picture, scene: Scene): Promise<void> {
  const page = await show(scene);
  await take(studio, name, page);
  if (page !== studio.window) await page.close();
}

async function prepare({ app, window, theme, language, size }: Studio): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    SIZES[size ?? 'usual'],
  );
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, theme, language });
}

/** Three servers with something to see: the first was used just now, the last is off. */
async function serve({ window, sample, size, language }: Studio): Promise<string[]> {
  await call(window, 'server:add', [sample.atlas, sample.photos, sample.handbook]);
  const [atlas, photos, handbook] = [await running(window, 0), await running(window, 1), await running(window, 2)];
  // The port it got becomes the port it wants: what else runs on this computer is not part of the picture.
  for (const { id, state } of [atlas, photos, handbook])
    await call(window, 'server:configure', id, { port: state.port });
  await call(window, 'server:configure', atlas.id, { cors: true, liveReload: true });
  await call(window, 'server:stop', handbook.id);
  await visit(photos.url, 1);
  await visit(atlas.url, 6);
  if (size === 'narrow') await window.getByRole('button', { name: WORDS[language]['sidebar.title'] }).click();
  await window.getByRole('button', { name: 'atlas' }).first().click();
  return [atlas.url, photos.url];
}

async function take({ theme, language, size }: Studio, name: string, page: Page): Promise<void> {
  await page.mouse.move(0, 0); // away from what moved below it: no tooltip
  await page.waitForTimeout(SETTLE_MS);
  const file = `${[name, theme, language, ...(size ? [size] : [])].join('-')}.png`;
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled', caret: 'hide' });
  say(`docs/screenshots/${file}`);
}
