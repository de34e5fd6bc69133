import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../../build/project.ts';
import { electronExecutable } from '../../../build/runtime.ts';
import { sandboxSwitches } from '../../../build/sandbox.ts';

export interface Portico {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly userData: string;
}

export interface LaunchOptions {
  readonly paths?: readonly string[];
  readonly switches?: readonly string[];
  /** Kept from an earlier start; a fresh folder if left out. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const executablePath = await electronExecutable();

/** What the app is started with, so that neither the person's settings nor another instance is in the way. */
export function switchesFor(userData: string): string[] {
  return [...sandboxSwitches(executablePath), '--disable-gpu', '--log-level=3', `--user-data-dir=${userData}`];
}

/** Starts the built app and waits for its window; it is closed when the test ends. */
export async function launch(options: LaunchOptions = {}): Promise<Portico> {
  const { app, userData } = await launchHidden(options);
  return { app, userData, window: await drawn(await app.firstWindow()) };
}

/** The window once its page is on the screen and listens. */
export async function drawn(window: Page): Promise<Page> {
  await window.locator('#root > *').first().waitFor();
  return window;
}

/** As `launch`, for starts that show no window. */
export async function launchHidden(options: LaunchOptions = {}): Promise<Omit<Portico, 'window'>> {
  const userData = options.userData ?? (await temporaryFolder('portico-settings-'));
  const app = await _electron.launch({
    executablePath,
    args: [...switchesFor(userData), ...(options.switches ?? []), ROOT, ...(options.paths ?? [])],
    env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: userData, ...options.env },
    timeout: 30_000,
  });
  const child = app.process(); // later, when it has ended, it could not be asked for
  onTestFinished(() => endProcess(child, 'SIGTERM'));
  return { app, userData };
}

/** Quits in order, without questions. */
export function end({ app }: Pick<Portico, 'app'>): Promise<void> {
  return endProcess(app.process(), 'SIGTERM');
}

/** As when the computer crashes: nothing gets a chance to save anything. */
export function kill({ app }: Pick<Portico, 'app'>): Promise<void> {
  return endProcess(app.process(), 'SIGKILL');
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** Gone when the test ends. */
export async function temporaryFolder(prefix = 'portico-folder-'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
