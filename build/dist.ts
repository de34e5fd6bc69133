import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './fresh-build.ts';
import { linuxPackages } from './packaging/linux-packages.ts';
import { ROOT, say, toolScript } from './project.ts';
import { runNode } from './run.ts';
import { NPM_HOSTED_DIST, NPM_HOSTED_VERSION, npmHostedExecutable } from './runtime/npm-hosted.ts';
import { officialExecutable } from './runtime/official.ts';
import { electronExecutable } from './runtime.ts';

const RELEASE = join(ROOT, 'release');
/** `--dir` stops at the unpacked app: what a test needs, in seconds instead of minutes. */
const onlyFolder = process.argv.includes('--dir');

function electronBuilder(args: readonly string[]): Promise<number> {
  const config = join('build', 'electron-builder.yml');
  return runNode(toolScript('electron-builder'), ['--config', config, '--publish', 'never', ...args]);
}

/** Without GitHub electron-builder can unpack an app, but not fetch the tools that make packages of it. */
async function fromNpmHosted(): Promise<number> {
  say("GitHub is out of reach, so this makes the Linux packages that need none of electron-builder's downloads");
  const runtime = [`-c.electronDist=${NPM_HOSTED_DIST}`, `-c.electronVersion=${NPM_HOSTED_VERSION}`];
  const code = await electronBuilder(['--linux', 'dir', ...runtime]);
  if (code !== 0 || onlyFolder) return code;
  for (const file of await linuxPackages(RELEASE)) say(`made ${file}`);
  say('left out: AppImage (its tools come from GitHub), Windows and macOS (their runtimes do)');
  return 0;
}

async function dist(): Promise<number> {
  const built = await buildIfStale();
  if (built !== 0) return built;
  await electronExecutable();
  rmSync(RELEASE, { recursive: true, force: true });
  const isNpmHosted = officialExecutable() === undefined && npmHostedExecutable() !== undefined;
  return isNpmHosted ? fromNpmHosted() : electronBuilder(onlyFolder ? ['--dir'] : []);
}

process.exitCode = await dist().catch((error: Error) => {
  say(error.message);
  return 1;
});
