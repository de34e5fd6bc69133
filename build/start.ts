import { join } from 'node:path';
import { buildIfStale } from './fresh-build.ts';
import { ROOT, STARTED_IN, say } from './project.ts';
import { run, runNode } from './run.ts';
import { electronExecutable } from './runtime.ts';
import { sandboxSwitches } from './sandbox.ts';
import { systemCheck } from './system-check.ts';

// Both programs resolve their arguments against the folder they are started in, so paths need no rewriting here.
const args = process.argv.slice(2);
// A terminal inside another Electron app may hand down the variable that turns Electron into Node.
const options = { cwd: STARTED_IN, env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } };

function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function startApp(): Promise<number> {
  const electron = await electronExecutable();
  const missing = await systemCheck('start', electron);
  if (missing.length > 0) return 1;
  return run(electron, [...sandboxSwitches(electron), ROOT, ...args], options);
}

function startWithoutScreen(): Promise<number> {
  say('no screen (DISPLAY and WAYLAND_DISPLAY are not set), so this serves the folder without the window');
  return runNode(join(ROOT, 'dist', 'cli.js'), args, options);
}

async function start(): Promise<number> {
  const built = await buildIfStale();
  if (built !== 0) return built;
  return hasScreen() ? startApp() : startWithoutScreen();
}

process.exitCode = await start().catch((error: Error) => {
  say(error.message);
  return 1;
});
