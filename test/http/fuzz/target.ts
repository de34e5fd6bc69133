import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { FUZZ_FILES } from './grammar.ts';

/** The server under fire: the built command line in a process of its own. */
export interface FuzzTarget {
  readonly port: number;
  /** Megabytes of memory in use. */
  memoryMb(): number;
  /** Open files and sockets. */
  openFiles(): number;
  /** Why it ended, or undefined while it runs. */
  ended(): string | undefined;
  /** What it complained about: bugs are told there. */
  complaints(): string;
  stop(): Promise<void>;
}

/** A leak ends the process soon, and the collector does not wait for gigabytes. */
const HEAP_LIMIT = '--max-old-space-size=160';

/** @param served what the command line is to serve; a folder with odd files if left out */
export async function startTarget(served?: readonly string[]): Promise<FuzzTarget> {
  const root = await folder();
  const args = [
    HEAP_LIMIT,
    resolve('dist/cli.js'),
    '--port',
    '0',
    '--log-format',
    'none',
    '--limits-headers-timeout-ms',
    '2000',
    ...(served ?? [root]),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let end: string | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-100_000);
  });
  child.once('exit', (code, signal) => {
    end = `exit code ${code}, signal ${signal}: ${stderr}`;
  });
  const [banner] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const port = Number(/ port (\d+) /.exec(String(banner))?.[1]);
  if (!port) throw new Error(`the server did not start: ${banner} ${stderr}`);
  return {
    port,
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    openFiles: () => readdirSync(`/proc/${child.pid}/fd`).length,
    ended: () => end,
    complaints: () => stderr,
    stop: async () => {
      if (end === undefined) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function folder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'portico-fuzz-'));
  for (const [path, content] of Object.entries(FUZZ_FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}
