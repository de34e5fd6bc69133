import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import { rawRequest } from './raw-request.ts';

export const CLI_FILE = resolve('dist/cli.js');
const START_LIMIT_MS = 15_000;
const BANNER = /^Serving HTTPS? on (?<host>\S+) port (?<port>\d+) \((?<url>\S+)\) \.\.\.$/m;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly port: number;
  /** Without a slash at the end, e.g. "http://127.0.0.1:40123". */
  readonly origin: string;
  readonly pid: number;
  stdout(): string;
  /** Notices, failures and the access log. */
  stderr(): string;
  /** Resolves when stderr has a line that matches; the log is written in batches. */
  logged(pattern: RegExp): Promise<string>;
  /** Fetch of a path below the origin; redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  raw(bytes: string | Buffer): Promise<Buffer>;
  /** Closes the pipes it writes to, as a reader does that has seen enough. */
  closeOutputs(): void;
  /** Reads no more of them, as a pager does that nobody scrolls. */
  pauseOutputs(): void;
  /** Sends SIGTERM, or another signal, and resolves when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program that starts it, with its arguments: other rights, lower limits. */
  readonly wrapper?: readonly string[];
  /** A copy of the built command line; `CLI_FILE` if left out. */
  readonly file?: string;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;
const children = new Set<Child>();
const folders: string[] = [];

// What a test leaves behind ends with its file.
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Starts the built command line on a free port of 127.0.0.1; `args` are added, so they may say otherwise. */
export async function startCli(args: readonly string[] = [], options: RunOptions = {}): Promise<RunningCli> {
  const child = launch(['--port', '0', ...args], options);
  const { stdout, stderr, finished } = collect(child);
  const exited = once(child, 'exit');
  const banner = await waitFor(child, stdout, BANNER, stderr);
  const { port = '', url = '' } = banner.groups ?? {};
  const origin = url.replace(/\/$/, '');
  return {
    port: Number(port),
    origin,
    pid: child.pid ?? 0,
    stdout,
    stderr,
    logged: async (pattern) => (await waitFor(child, stderr, pattern, stderr))[0],
    fetch: (path, init) => fetch(origin + path, { redirect: 'manual', ...init }),
    raw: (bytes) => rawRequest(Number(port), bytes),
    closeOutputs: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    pauseOutputs: () => {
      child.stdout.pause();
      child.stderr.pause();
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await exited;
      child.stdout.resume();
      child.stderr.resume();
      return finished;
    },
  };
}

/** A copy of the built command line with nothing beside it, where anybody can read it. */
export async function loneCli(): Promise<string> {
  const folder = await tempFolder();
  await chmod(folder, 0o755);
  await copyFile(CLI_FILE, join(folder, 'cli.js'));
  return join(folder, 'cli.js');
}

/** Runs the built command line to its end: `--help`, wrong arguments. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return collect(launch(args, options)).finished;
}

/** A new folder with these files, path → content; gone when the test file ends. */
export async function tempFolder(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-http-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

function launch(args: readonly string[], { cwd, env, wrapper = [], file = CLI_FILE }: RunOptions): Child {
  const [program = '', ...rest] = [...wrapper, process.execPath, file, ...args];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

function collect(child: Child) {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = once(child, 'close').then(([code]): Finished => ({ code: code as number | null, stdout, stderr }));
  return { stdout: () => stdout, stderr: () => stderr, finished };
}

async function waitFor(child: Child, text: () => string, pattern: RegExp, stderr: () => string) {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const match = pattern.exec(text());
    if (match) return match;
    if (child.exitCode !== null) throw new Error(`the command line ended with ${child.exitCode}: ${stderr()}`);
    if (Date.now() > deadline) throw new Error(`no ${pattern} within ${START_LIMIT_MS} ms: ${text()}${stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
