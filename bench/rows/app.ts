import type { ElectronApplication, Page } from '@playwright/test';
import { electronExecutable } from '../../build/runtime.ts';
import { call, running } from '../../test/e2e/support/bridge.ts';
import { closeApp, launchApp } from '../app/launch.ts';
import { logLags } from '../app/log-lag.ts';
import { mainLoopDelay } from '../app/main-loop.ts';
import { openScreen } from '../app/screen.ts';
import { fetchAway } from '../load/fetch-away.ts';
import { makeLoad } from '../load/load.ts';
import { atLeast, atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, percentile, shown } from '../support/numbers.ts';
import { cpuMsOf } from '../support/proc.ts';
import { interleaved, ratioOf } from '../support/rounds.ts';
import { makeEntries, makeSizes } from '../support/trees.ts';
import { measureQuietApp } from './quiet-app.ts';

const ENTRIES = 50_000;
const LISTINGS = 5;
const group = 'app';

interface Subject {
  readonly run: BenchRun;
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly id: string;
  readonly url: string;
}

/** The app itself, in a real Electron. */
export async function measureApp(run: BenchRun): Promise<void> {
  let closeScreen: () => void;
  let electron: string;
  try {
    closeScreen = await openScreen();
    electron = await electronExecutable();
  } catch (error) {
    return run.skip(`the app: ${(error as Error).message}`);
  }
  const root = run.work.folder('app');
  makeSizes(root);
  makeEntries(run.work.folder('app/listed'), ENTRIES);
  const { app, window } = await launchApp(electron, run.work, [root]);
  const subject = { run, app, window, ...(await running(window)) };
  await saturate(subject);
  await measureLoop(subject);
  await measureLogLag(subject);
  await measureLogCost(subject);
  await closeApp(app);
  await measureQuietApp(run, electron);
  closeScreen();
}

const saturate = ({ run, url }: Subject) =>
  makeLoad({ url: `${url}1k.txt`, connections: 32, seconds: run.options.seconds, workFolder: run.work.path });

async function measureLoop(subject: Subject): Promise<void> {
  const { run, app, url } = subject;
  const listings = async () => {
    for (let i = 0; i < LISTINGS; i++) await fetchAway(`${url}listed/`);
  };
  const situations = { 'a server is saturated': () => saturate(subject), 'it lists 50,000 entries': listings };
  for (const [situation, work] of Object.entries(situations)) {
    const { p99Ms, maxMs } = await mainLoopDelay(app, work);
    const what = `main loop while ${situation}`;
    run.add({
      group,
      what: `${what}, p99`,
      ours: `${shown(p99Ms)} ms`,
      peer: '',
      value: p99Ms,
      goal: atMost(10, 'ms'),
    });
    run.add({
      group,
      what: `${what}, max`,
      ours: `${shown(maxMs)} ms`,
      peer: '',
      value: maxMs,
      goal: atMost(50, 'ms'),
    });
  }
}

async function measureLogLag(subject: Subject): Promise<void> {
  const { run, window, id } = subject;
  const countOf = async () => (await call(window, 'server:counters', id))?.requests ?? 0;
  const before = await countOf();
  let sent = 0;
  const lags = await logLags(window, async () => {
    sent = (await saturate(subject)).requests;
  });
  const value = median(lags);
  const ours = `median ${shown(value)} ms, p99 ${shown(percentile(lags, 0.99))} ms`;
  run.add({ group, what: 'log lag at full load', ours, peer: '', value, goal: atMost(100, 'ms') });
  const missing = Math.max(0, sent - ((await countOf()) - before));
  const what = 'requests missing in the counters after full load';
  run.add({ group, what, ours: `${missing} of ${shown(sent)}`, peer: '', value: missing, goal: atMost(0, 'requests') });
}

/** A hidden window is sent nothing. */
async function measureLogCost(subject: Subject): Promise<void> {
  const { run, app } = subject;
  const turn = async (name: string) => {
    await app.evaluate(({ BrowserWindow }, isShown) => {
      const [first] = BrowserWindow.getAllWindows();
      if (isShown) first?.show();
      else first?.hide();
    }, name === 'visible');
    const before = cpuMsOf(app.process().pid ?? 0);
    const { perSecond, requests } = await saturate(subject);
    return { perSecond, cpuMicros: ((cpuMsOf(app.process().pid ?? 0) - before) * 1_000) / requests };
  };
  const turns = await interleaved(run.options.rounds, ['visible', 'hidden'], turn);
  const [visible = [], hidden = []] = [turns.get('visible'), turns.get('hidden')];
  const text = (of: readonly { perSecond: number; cpuMicros: number }[]) =>
    `${shown(median(of.map(({ perSecond }) => perSecond)))}/s, ${shown(median(of.map(({ cpuMicros }) => cpuMicros)))} µs`;
  run.add({
    group,
    what: 'rate with the log shown vs window hidden',
    ours: text(visible),
    peer: `hidden ${text(hidden)}`,
    value: ratioOf(visible, hidden, ({ perSecond }) => perSecond),
    byCpu: 1 / ratioOf(visible, hidden, ({ cpuMicros }) => cpuMicros),
    goal: atLeast(0.9),
  });
}
