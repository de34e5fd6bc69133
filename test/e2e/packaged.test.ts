import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from '@playwright/test';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../build/project.ts';
import { sandboxSwitches } from '../../build/sandbox.ts';
import { running } from './support/bridge.ts';
import { temporaryFolder } from './support/portico.ts';

const UNPACKED = join(ROOT, 'release', 'linux-unpacked');
const executable = join(UNPACKED, 'portico-app');

const { RunAsNode, EnableNodeOptionsEnvironmentVariable, EnableNodeCliInspectArguments, OnlyLoadAppFromAsar } =
  FuseV1Options;
const FUSES = [
  RunAsNode,
  EnableNodeOptionsEnvironmentVariable,
  EnableNodeCliInspectArguments,
  OnlyLoadAppFromAsar,
] as const;

/** Its fuses forbid what Playwright launches Electron with, but not the debugging port of its pages. */
async function launchPackaged(args: readonly string[]): Promise<Page> {
  const settings = await temporaryFolder('portico-settings-');
  const switches = [...sandboxSwitches(executable), '--disable-gpu', '--remote-debugging-port=0'];
  const app = spawn(executable, [...switches, `--user-data-dir=${settings}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => app.once('exit', resolve));
  onTestFinished(async () => {
    app.kill('SIGTERM');
    await ended;
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(app.stderr));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the packaged app has no page context');
  return context.pages()[0] ?? context.waitForEvent('page');
}

async function debuggingAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('the packaged app ended before it had a debugging port');
}

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  test('is there: `npm test -- package` makes it', () => {
    expect(existsSync(executable)).toBe(true);
  });

  test('shows its page and serves a folder from inside its archive', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'hello.txt'), 'Hello');
    const window = await launchPackaged([folder]);
    const { url } = await running(window);
    expect(await (await fetch(`${url}hello.txt`)).text()).toBe('Hello');
    const shown = () => window.evaluate(() => document.body.textContent);
    await expect.poll(shown).toContain(new URL(url).port);
  });

  test('holds what was built and nothing else', () => {
    const files = listPackage(join(UNPACKED, 'resources', 'app.asar'), { isPack: false });
    const folders = new Set(files.map((file) => file.split('/')[1]));
    expect([...folders].sort()).toEqual(['LICENSE', 'dist', 'package.json']);
    expect(files.filter((file) => /\.map$|\.test\.|node_modules/.test(file))).toEqual([]);
    expect(existsSync(join(UNPACKED, 'resources', 'default_app.asar'))).toBe(false);
  });

  test('cannot be made to run other code: its fuses are set', async () => {
    const wire = await getCurrentFuseWire(executable);
    const states = FUSES.map((fuse) => String.fromCharCode(Number(wire[fuse])));
    expect(states).toEqual(['0', '0', '0', '1']);
  });
});
