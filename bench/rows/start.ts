import { setTimeout as sleep } from 'node:timers/promises';
import { bareNode, ours } from '../peers/ours.ts';
import type { Peer } from '../peers/peer.ts';
import { atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, ratioOf } from '../support/rounds.ts';
import { answers, freePort, ServerProcess } from '../support/server-process.ts';
import { makeTree } from '../support/trees.ts';

const POLL_MS = 2;
const STARTS = 7;

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

/** From the start of the process to the first answer, beside a Node server of ten lines; then with many files to serve. */
export async function measureStart(run: BenchRun): Promise<void> {
  const small = run.work.folder('small');
  const big = run.work.folder('big');
  makeTree(small, 10, () => Buffer.from('x'));
  makeTree(big, run.options.bigTree, () => Buffer.from('x'));
  const contestants: Readonly<Record<string, [peer: Peer, root: string]>> = {
    ours: [ours, small],
    'bare node': [bareNode([]), small],
    'ours, big tree': [ours, big],
  };
  const start = (name: string) => startOnce(run, ...(contestants[name] as [Peer, string]));
  for (const name of Object.keys(contestants)) await start(name);
  const turns = await interleaved(Math.max(STARTS, run.options.rounds), Object.keys(contestants), start);
  addRow(run, turns, 'start to first answer vs bare node', ['ours', 'bare node', 1.3]);
  const files = run.options.bigTree.toLocaleString('en-US');
  addRow(run, turns, `start with ${files} files vs 10 files`, ['ours, big tree', 'ours', 1.1]);
}

function addRow(
  run: BenchRun,
  turns: Map<string, Start[]>,
  what: string,
  [name, other, goal]: [name: string, other: string, goal: number],
): void {
  const [mine = [], theirs = []] = [turns.get(name), turns.get(other)];
  const text = (starts: readonly Start[]) =>
    `${shown(median(starts.map(({ ms }) => ms)))} ms, ${shown(median(starts.map(({ cpuMs }) => cpuMs)))} ms of CPU`;
  run.add({
    group: 'start',
    what,
    ours: text(mine),
    peer: `${other} ${text(theirs)}`,
    value: ratioOf(mine, theirs, ({ ms }) => ms),
    byCpu: ratioOf(mine, theirs, ({ cpuMs }) => cpuMs),
    goal: atMost(goal),
  });
}

async function startOnce(run: BenchRun, peer: Peer, root: string): Promise<Start> {
  const port = await freePort();
  const startedAt = performance.now();
  const command = peer.command(root, port, run.work.path);
  const server = ServerProcess.spawn({ name: peer.name, port, logFolder: run.work.folder('logs'), ...command });
  while (!(await answers(`${server.url}/d0/file-0.txt`))) await sleep(POLL_MS);
  const ms = performance.now() - startedAt;
  const { cpuMs } = server;
  await server.stop();
  return { ms, cpuMs };
}
