import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { electronExecutable, executableName } from '../runtime.ts';
import { isSetuidRoot } from '../sandbox.ts';
import { isRecent } from './cache.ts';
import { probe } from './official.ts';

const HOUR_MS = 60 * 60 * 1000;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a failed download is remembered for a day', () => {
  expect(isRecent(0, 23 * HOUR_MS)).toBe(true);
  expect(isRecent(0, 25 * HOUR_MS)).toBe(false);
});

test('a failure from the future, when the clock was wrong, is not remembered', () => {
  expect(isRecent(HOUR_MS, 0)).toBe(false);
});

test('a download server that answers can be reached, whatever it answers', async () => {
  const host = await listening(createServer((_, response) => response.writeHead(500).end()));
  expect(await probe(host)).toBeUndefined();
});

test('a network that swallows everything is given up soon', async () => {
  const host = await listening(createTcpServer((socket) => void socket.on('error', () => {}).unref()));
  const startMs = performance.now();
  expect(await probe(host, 100)).toMatch(/^127\.0\.0\.1:\d+ cannot be reached$/);
  expect(performance.now() - startMs).toBeLessThan(3_000);
});

test('a runtime that is already there is used, and its variable must lead to one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(electronExecutable()).rejects.toThrow(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}`);
  const executable = join(folder, executableName());
  mkdirSync(dirname(executable), { recursive: true });
  writeFileSync(executable, '');
  expect(await electronExecutable()).toBe(executable);
});

test.each([
  [{ uid: 0, mode: 0o104755 }, true],
  [{ uid: 0, mode: 0o100755 }, false],
  [{ uid: 1000, mode: 0o104755 }, false],
])('the sandbox helper works as root and setuid only: %o', (stat, works) => {
  expect(isSetuidRoot(stat)).toBe(works);
});
