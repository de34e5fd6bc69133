import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { icnsFile, icoFile, type Png } from './packaging/icon-files.ts';
import { ROOT, say } from './project.ts';
import { findProgram } from './run.ts';

// Draws build/icons from build/icons/source. The results are committed: nobody needs a browser to build the app.
const ICONS = join(ROOT, 'build', 'icons');
const TRAY_STATES = ['off', 'serving', 'network', 'trouble'] as const;
/** The ink for a light bar and for a dark one (`--stone-9` and white). */
const INKS = { light: '#221f1a', dark: '#ffffff' } as const;
const MACOS_MARGIN = 100 / 1024; // Apple's icon grid keeps this free on every side

interface Drawing {
  readonly svg: string;
  readonly ink?: string;
  readonly margin?: number;
}

async function draw(browser: Browser, { svg, ink = '#000', margin = 0 }: Drawing, size: number): Promise<Png> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const edge = size * (1 - 2 * margin);
  const style = `body{margin:${size * margin}px}svg{display:block;width:${edge}px;height:${edge}px;fill:${ink}}`;
  await page.setContent(`<!doctype html><style>${style}</style>${svg}`);
  const data = await page.screenshot({ omitBackground: true });
  await page.close();
  return { size, data };
}

async function drawAll(browser: Browser, drawing: Drawing, sizes: readonly number[]): Promise<Png[]> {
  const images: Png[] = [];
  for (const size of sizes) images.push(await draw(browser, drawing, size));
  return images;
}

function source(name: string): string {
  return readFileSync(join(ICONS, 'source', `${name}.svg`), 'utf8');
}

function write(path: string, data: Buffer): void {
  const file = join(ICONS, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, data);
}

async function appIcons(browser: Browser): Promise<void> {
  const svg = source('icon');
  const linux = await drawAll(browser, { svg }, [16, 24, 32, 48, 64, 128, 256, 512]);
  for (const { size, data } of linux) write(`linux/${size}x${size}.png`, data);
  write('icon.png', (await draw(browser, { svg }, 512)).data);
  write('icon.ico', icoFile(await drawAll(browser, { svg }, [16, 20, 24, 32, 40, 48, 64, 128, 256])));
  const macos = await drawAll(browser, { svg, margin: MACOS_MARGIN }, [16, 32, 64, 128, 256, 512, 1024]);
  write('icon.icns', icnsFile(macos));
}

/** Linux takes the PNG, Windows the ICO; macOS wants one black image and colours it itself. */
async function trayIcons(browser: Browser, state: string): Promise<void> {
  const svg = source(`tray-${state}`);
  for (const [bar, ink] of Object.entries(INKS)) {
    write(`tray/${state}-${bar}.png`, (await draw(browser, { svg, ink }, 22)).data);
    write(`tray/${state}-${bar}@2x.png`, (await draw(browser, { svg, ink }, 44)).data);
    write(`tray/${state}-${bar}.ico`, icoFile(await drawAll(browser, { svg, ink }, [16, 20, 24, 32, 48])));
  }
  write(`tray/${state}Template.png`, (await draw(browser, { svg }, 16)).data);
  write(`tray/${state}Template@2x.png`, (await draw(browser, { svg }, 32)).data);
}

const executablePath = findProgram('chromium') ?? findProgram('google-chrome');
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
await appIcons(browser);
for (const state of TRAY_STATES) await trayIcons(browser, state);
await browser.close();
say(`icons written to ${ICONS}`);
