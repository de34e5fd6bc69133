import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ROOT, say } from '../project.ts';
import { passSignals } from '../signals.ts';
import { isNoise } from './noise.ts';

const isWindows = process.platform === 'win32';

/**
 * Runs a program without its known noise and ends it with everything it started when it takes too long: a test that
 * hangs must not hang the whole run. Resolves with the exit code.
 */
export async function limitedRun(program: string, args: readonly string[], limitMs: number): Promise<number> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...color },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows, // its own group, so that grandchildren can be ended too
  });
  const end = (signal: NodeJS.Signals) => endGroup(child.pid, signal);
  const limit = setTimeout(() => {
    say(`ended after ${limitMs / 1000} s: ${[program, ...args].join(' ')}`);
    end('SIGKILL');
  }, limitMs);
  const stopPassing = passSignals(end);
  copyLines(child.stdout, process.stdout);
  copyLines(child.stderr, process.stderr);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  clearTimeout(limit);
  stopPassing();
  return code;
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(isWindows ? pid : -pid, signal);
  } catch {
    // it ended in this moment
  }
}

function copyLines(from: Readable, to: NodeJS.WritableStream): void {
  createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
    if (!isNoise(line)) to.write(`${line}\n`);
  });
}
