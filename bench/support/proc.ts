import { readdirSync, readFileSync } from 'node:fs';

/** What Linux tells about processes. Elsewhere there is no /proc: figures that rest on it are left out. */

const TICK_MS = 10; // USER_HZ is 100 on every Linux that Node runs on

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

/** A process and everything it started. */
function treeOf(root: number): number[] {
  const all = allStats();
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/** Processor time of a process and all it started, so far. */
export function cpuMsOf(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + (statOf(pid)?.cpuMs ?? 0), 0);
}

export function rssMbOf(root: number): number {
  return sumMb(root, 'status', /^VmRSS:\s+(\d+) kB/m);
}

/** Memory with shared pages counted once among those who share them. */
export function pssMbOf(root: number): number {
  return sumMb(root, 'smaps_rollup', /^Pss:\s+(\d+) kB/m);
}

function sumMb(root: number, file: string, pattern: RegExp): number {
  const kilobytes = treeOf(root).map((pid) => Number(pattern.exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function allStats(): Stat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => statOf(Number(pid))).filter((stat) => stat !== undefined);
}

/** `man proc_pid_stat`: the name may hold anything, so fields count from the last bracket. */
function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended in this moment
  }
}
