import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { afterAll } from 'vitest';
import { findProgram } from '../../../build/run.ts';

const executablePath = findProgram('chromium') ?? findProgram('google-chrome');
/** False where no browser is installed; the system check has said so, and this says it again. */
export const hasBrowser = executablePath !== undefined;
if (!hasBrowser) console.warn('SKIPPED: pages are not tested in a browser, because chromium is not installed.');

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** A page in a browser context of its own; what it complains about is collected. */
export async function openPage(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  browser ??= await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
