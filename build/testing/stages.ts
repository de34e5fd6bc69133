import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say, toolScript } from '../project.ts';
import { findProgram } from '../run.ts';
import { electronExecutable } from '../runtime.ts';
import { systemCheck } from '../system-check.ts';
import { type Counts, countsIn, NO_TESTS } from './counts.ts';
import { limitedRun } from './limited-run.ts';

export interface StageResult {
  readonly code: number;
  readonly counts: Counts;
}

export interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

const MINUTE_MS = 60_000;
const SCREEN = ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24'];

/** Everything `npm test` proves, cheapest first. */
export const STAGES: readonly Stage[] = [
  { name: 'setup', run: () => setup() },
  {
    name: 'lint',
    run: () => tool('@biomejs/biome', 'biome', ['ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  },
  { name: 'types', run: () => types() },
  { name: 'unused', run: () => tool('knip', 'knip', []) },
  { name: 'unit', run: () => tests('unit', 4 * MINUTE_MS) },
  { name: 'build', run: () => tool('vite', 'vite', ['build', '--logLevel', 'warn']) },
  { name: 'http', run: () => tests('http', 5 * MINUTE_MS) },
  { name: 'package', run: () => packageApp() },
  { name: 'e2e', run: () => endToEnd() },
];

/** A runtime that cannot be had is the affair of the stage that needs it. */
async function setup(): Promise<StageResult> {
  const electron = await electronExecutable().catch((error: Error) => say(error.message));
  const missing = await systemCheck('test', electron ?? undefined);
  for (const { what } of missing) say(`STILL MISSING: ${what}. Tests that need it will fail or be skipped.`);
  return { code: 0, counts: NO_TESTS };
}

async function types(): Promise<StageResult> {
  const current = await tool('typescript', 'tsc', ['-p', 'tsconfig.json']);
  return current.code === 0 ? tool('typescript', 'tsc', ['-p', 'tsconfig.electron-33.json']) : current;
}

async function tool(packageName: string, command: string, args: readonly string[]): Promise<StageResult> {
  const code = await limitedRun(process.execPath, [toolScript(packageName, command), ...args], 3 * MINUTE_MS);
  return { code, counts: NO_TESTS };
}

async function tests(project: string, limitMs: number, wrapper: readonly string[] = []): Promise<StageResult> {
  const report = join(ROOT, 'test-results', `${project}.json`);
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  rmSync(report, { force: true }); // a run that crashes must not be counted by its predecessor's report
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const [program = '', ...args] = [...wrapper, process.execPath, toolScript('vitest'), 'run', '--project', project];
  const code = await limitedRun(program, [...args, ...reporters], limitMs);
  return { code, counts: countsIn(report) };
}

/** Only where it needs no signing: the others are packaged by a release, not by every test. */
async function packageApp(): Promise<StageResult> {
  if (process.platform !== 'linux') return { code: 0, counts: NO_TESTS };
  const args = [join(ROOT, 'build', 'bootstrap.mjs'), 'dist', '--dir'];
  return { code: await limitedRun(process.execPath, args, 3 * MINUTE_MS), counts: NO_TESTS };
}

/** On Linux with a screen and a session bus of its own, so that neither the desktop nor a missing one is in the way. */
async function endToEnd(): Promise<StageResult> {
  const electron = await electronExecutable();
  say(`Electron: ${electron}`);
  const isLinux = process.platform === 'linux';
  const bus = isLinux && findProgram('dbus-run-session') ? ['dbus-run-session', '--'] : [];
  return tests('e2e', 8 * MINUTE_MS, isLinux ? [...bus, ...SCREEN] : []);
}
