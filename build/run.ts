import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants as fsConstants, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './project.ts';
import { passSignals } from './signals.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program on this terminal. Resolves with its exit code; a signal counts as 128 + its number, as in a shell. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: 'inherit',
    // Its own group: Ctrl+C then reaches it once, through this process. Twice would mean "at once" to a server.
    detached: process.platform !== 'win32',
  });
  const stopPassing = passSignals((signal) => child.kill(signal));
  return exitCode(child).finally(stopPassing);
}

/** Runs a script with this same Node. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return run(process.execPath, [script, ...args], options);
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** Where a program is; also looks where only root's PATH leads, because servers are kept there. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, fsConstants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
