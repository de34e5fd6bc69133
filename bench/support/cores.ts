import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { findProgram } from '../../build/run.ts';

/** The server has one core to itself and the load another one, so that neither steals the other's time. */
const SERVER_CORE = '0';
const CLIENT_CORE = '1';

const taskset = availableParallelism() > 1 ? findProgram('taskset') : undefined;

export type Core = 'server' | 'client' | 'any';

/** A command line that runs on one core, where this computer can do that. */
export function pinned(core: Core, program: string, args: readonly string[]): [program: string, args: string[]] {
  if (taskset === undefined) return [program, [...args]];
  const cores = { server: SERVER_CORE, client: CLIENT_CORE, any: `0-${availableParallelism() - 1}` }[core];
  return [taskset, ['-c', cores, program, ...args]];
}

/** Moves this process out of the server's way: it makes part of the load. */
export function moveToClientCore(): boolean {
  return taskset !== undefined && spawnSync(taskset, ['-a', '-p', '-c', CLIENT_CORE, String(process.pid)]).status === 0;
}
