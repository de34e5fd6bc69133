import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from '@playwright/test';
import { ROOT } from '../../build/project.ts';
import { sandboxSwitches } from '../../build/sandbox.ts';
import { pinned, withAllCores } from '../support/cores.ts';
import type { WorkFolder } from '../support/work-folder.ts';

const START_LIMIT_MS = 30_000;

/** What the app is started with: no settings of the person, no instance that already runs. */
function argsFor(electron: string, work: WorkFolder, paths: readonly string[]): string[] {
  const userData = mkdtempSync(join(work.path, 'settings-'));
  const switches = ['--disable-gpu', '--log-level=3', `--user-data-dir=${userData}`];
  return [...sandboxSwitches(electron), ...switches, ROOT, ...paths];
}

/** Starts the app so that its main process can be asked, and waits for its window. */
export async function launchApp(
  electron: string,
  work: WorkFolder,
  paths: readonly string[],
): Promise<{ app: ElectronApplication; window: Page }> {
  const args = argsFor(electron, work, paths);
  const app = await withAllCores(() => _electron.launch({ executablePath: electron, args, timeout: START_LIMIT_MS }));
  const window = await app.firstWindow();
  await window.locator('#root > *').first().waitFor();
  return { app, window };
}

export async function closeApp(app: ElectronApplication): Promise<void> {
  await endProcess(app.process());
}

/** The app as a person starts it: nothing waits for a debugger, only the page can be asked, later. */
export class PlainApp {
  readonly startedAt = Date.now();
  readonly #child: ChildProcess;
  readonly #debugger: Promise<string>;

  constructor(electron: string, work: WorkFolder, paths: readonly string[]) {
    const args = ['--remote-debugging-port=0', ...argsFor(electron, work, paths)];
    this.#child = spawn(...pinned('any', electron, args), { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#debugger = new Promise((resolve, reject) => {
      this.#child.once('exit', (code) => reject(new Error(`the app ended with ${code}`)));
      this.#child.stderr?.on('data', (text: Buffer) => {
        const address = /^DevTools listening on (\S+)/m.exec(text.toString())?.[1];
        if (address) resolve(address);
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks the page, and leaves it alone again. */
  async ask<T>(question: () => T): Promise<T> {
    const browser = await chromium.connectOverCDP(await this.#debugger);
    try {
      return await (await pageOf(browser)).evaluate(question);
    } finally {
      await browser.close();
    }
  }

  end(): Promise<void> {
    return endProcess(this.#child);
  }
}

async function pageOf(browser: Browser): Promise<Page> {
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(50)) {
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page === undefined) continue;
    await page.locator('#root > *').first().waitFor();
    return page;
  }
  throw new Error('the app opened no window');
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
