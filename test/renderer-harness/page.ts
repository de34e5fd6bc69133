import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { lookup } from 'mime-types';
import { installFakeBridge, type Scenario } from './fake-bridge.ts';

const DIST = join(import.meta.dirname, '../../dist/renderer');
/** As main sets it, but for the nonce: the page must do without run-time styles. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:; font-src 'self'; connect-src 'self'";

export interface Shot {
  readonly page: Page;
  /** Everything the page complained about: errors, refused styles. */
  readonly complaints: readonly string[];
}

/** The built page in a headless browser, with a fake main behind it. */
export async function openPages(
  run: (open: (scenario: Scenario, width?: number, height?: number) => Promise<Shot>) => Promise<void>,
) {
  const server = await serveBuild();
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
  try {
    await run(async (scenario, width = 1280, height = 800) => {
      const page = await browser.newPage({ viewport: { width, height } });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.addInitScript('globalThis.__name = (f) => f'); // tsx marks functions with it
      await page.addInitScript(`(${installFakeBridge})(${JSON.stringify(scenario)})`);
      await page.goto(`http://127.0.0.1:${port}/index.html`);
      await page.waitForSelector('aside', { state: 'attached' });
      return { page, complaints };
    });
  } finally {
    await browser.close();
    server.close();
  }
}

async function serveBuild(): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    const content = await readFile(join(DIST, path)).catch(() => undefined);
    if (!content) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    response.writeHead(200, { 'Content-Type': lookup(path) || '', 'Content-Security-Policy': POLICY }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
