import { join } from 'node:path';
import { buildIfStale } from './fresh-build.ts';
import { ROOT, say } from './project.ts';
import { run } from './run.ts';
import { electronExecutable } from './runtime.ts';
import { type Look, shoot } from './screens/shoot.ts';
import { systemCheck } from './system-check.ts';

/** The states that are shown in both themes and both languages; English and light shows all there are. */
const MAIN_STATES = ['welcome', 'running', 'detail', 'features', 'activity', 'folder-gone', 'listing'];
/** What changes most where there is little room, and where there is plenty. */
const NARROW_STATES = ['running', 'detail', 'features', 'activity', 'addresses'];
const WIDE_STATES = ['running', 'detail', 'activity'];
const LOOKS: readonly (Look & { readonly names: readonly string[] })[] = [
  { theme: 'light', language: 'en', names: [] },
  { theme: 'dark', language: 'en', names: MAIN_STATES },
  { theme: 'light', language: 'zh', names: MAIN_STATES },
  { theme: 'dark', language: 'zh', names: MAIN_STATES },
  { theme: 'light', language: 'en', size: 'narrow', names: NARROW_STATES },
  { theme: 'dark', language: 'zh', size: 'narrow', names: NARROW_STATES },
  { theme: 'light', language: 'en', size: 'wide', names: WIDE_STATES },
];
const ON_OUR_SCREEN = '--on-our-screen';

async function screenshots(): Promise<number> {
  const electron = await electronExecutable();
  for (const { what } of await systemCheck('screenshots', electron)) say(`the pictures will lack ${what}`);
  const built = await buildIfStale();
  if (built !== 0) return built;
  if (process.platform === 'linux' && !process.argv.includes(ON_OUR_SCREEN)) return onScreenOfItsOwn();
  for (const look of LOOKS) await shoot(electron, look, look.names);
  return 0;
}

/** The same command once more, on a screen that looks the same on every computer. */
function onScreenOfItsOwn(): Promise<number> {
  const again = [process.execPath, join(ROOT, 'build', 'bootstrap.mjs'), 'screenshots', ON_OUR_SCREEN];
  return run('xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', ...again]);
}

process.exitCode = await screenshots().catch((error: Error) => {
  say(error.message);
  return 1;
});
