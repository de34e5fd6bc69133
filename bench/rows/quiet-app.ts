import { setTimeout as sleep } from 'node:timers/promises';
import { PlainApp } from '../app/launch.ts';
import { atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { cpuMsOf, pssMbOf } from '../support/proc.ts';

const STARTS = 5;
const DRAWN_AFTER_MS = 2_500;
const SETTLE_MS = 8_000;
const IDLE_MS = 20_000;
const SERVERS = 5;
const group = 'app';

/** The app when nobody does anything: how soon it is there, and what it costs to leave it open. */
export async function measureQuietApp(run: BenchRun, electron: string): Promise<void> {
  const paths = Array.from({ length: SERVERS }, (_, i) => run.work.folder(`idle-${i}`));
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) starts.push(await coldStart(run, electron, paths.slice(0, 1)));
  const ms = median(starts);
  const ours = `${shown(ms)} ms (${starts.map(Math.round).join(', ')})`;
  run.add({ group, what: 'start to a window with its content', ours, peer: '', value: ms, goal: atMost(1_000, 'ms') });
  await measureIdle(run, electron, paths);
}

/** The page notes itself when it was first drawn; asking it earlier would slow it down. */
async function coldStart(run: BenchRun, electron: string, paths: readonly string[]): Promise<number> {
  const app = new PlainApp(electron, run.work, paths);
  await sleep(DRAWN_AFTER_MS);
  const drawnAt = await app.ask(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return performance.timeOrigin + (paint?.startTime ?? Number.NaN);
  });
  await app.end();
  return drawnAt - app.startedAt;
}

async function measureIdle(run: BenchRun, electron: string, paths: readonly string[]): Promise<void> {
  const app = new PlainApp(electron, run.work, paths);
  await app.ask(() => undefined);
  await sleep(SETTLE_MS);
  const before = cpuMsOf(app.pid);
  await sleep(IDLE_MS);
  const percent = ((cpuMsOf(app.pid) - before) / IDLE_MS) * 100;
  const pssMb = pssMbOf(app.pid);
  await app.end();
  const cpu = 'idle, five servers, window visible: processor time';
  run.add({ group, what: cpu, ours: `${shown(percent)} %`, peer: '', value: percent, goal: atMost(0.5, '%') });
  const memory = 'idle, five servers: memory of all processes (PSS)';
  run.add({ group, what: memory, ours: `${shown(pssMb)} MB`, peer: '', value: pssMb, goal: atMost(300, 'MB') });
}
