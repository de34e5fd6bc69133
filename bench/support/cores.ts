import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { findProgram } from '../../build/run.ts';

/** The server has one core to itself and the load another one, so that neither steals the other's time. */
const SERVER_CORE = '0';
const CLIENT_CORE = '1';

/** Asked before this process moves: it then counts the one that it may use. */
const CORES = availableParallelism();

const taskset = CORES > 1 ? findProgram('taskset') : undefined;
const chrt = findProgram('chrt');

export type Core = 'server' | 'client' | 'any';

/** A command line that runs on one core, where this computer can do that. */
export function pinned(core: Core, program: string, args: readonly string[]): [program: string, args: string[]] {
  if (taskset === undefined) return [program, [...args]];
  return [taskset, ['-c', coresOf(core), program, ...args]];
}

/** Moves this process out of the server's way: it makes part of the load. */
export function moveToClientCore(): boolean {
  return moveTo('client');
}

/** What is started meanwhile may use every core, though this process may not. */
export async function withAllCores<T>(start: () => Promise<T>): Promise<T> {
  moveTo('any');
  try {
    return await start();
  } finally {
    moveTo('client');
  }
}

/**
 * This process goes before all others on its core, so that what it measures is how long the server took, not how long it
 * had to wait itself. Where the system does not allow that, it runs as ever. What it starts meanwhile is not privileged.
 */
export async function beforeAllOthers<T>(measure: () => Promise<T>): Promise<T> {
  schedule(['--reset-on-fork', '--rr'], 1);
  try {
    return await measure();
  } finally {
    schedule(['--other'], 0);
  }
}

function schedule(policy: readonly string[], priority: number): void {
  if (chrt) spawnSync(chrt, ['--all-tasks', ...policy, '--pid', String(priority), String(process.pid)]);
}

function moveTo(core: Core): boolean {
  return (
    taskset !== undefined && spawnSync(taskset, ['-a', '-p', '-c', coresOf(core), String(process.pid)]).status === 0
  );
}

function coresOf(core: Core): string {
  return { server: SERVER_CORE, client: CLIENT_CORE, any: `0-${CORES - 1}` }[core];
}
