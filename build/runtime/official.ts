import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from '../project.ts';
import { forgetFailure, rememberedFailure, rememberFailure } from './cache.ts';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const PROBE_LIMIT_MS = 5_000; // a network that swallows packets never refuses: an answer is late or does not come
const DOWNLOAD_LIMIT_MS = 10 * 60_000; // about 120 MB at 2 Mbit/s

/** Electron's executable as its own package installs it, when it is there and whole. */
export function officialExecutable(): string | undefined {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const installed = readText(join(PACKAGE, 'dist', 'version'))?.replace(/^v/, '');
  const executable = join(PACKAGE, 'dist', readText(join(PACKAGE, 'path.txt')) ?? '');
  return installed === version && existsSync(executable) ? executable : undefined;
}

/** Downloads Electron the way its package does. Resolves with the reason when it did not work, soon in any case. */
export async function downloadOfficial(): Promise<string | undefined> {
  const remembered = rememberedFailure();
  if (remembered !== undefined) return `${remembered} (less than a day ago)`;
  say('downloading Electron once, because there is no runtime yet');
  const failure = (await probe(downloadHost())) ?? (await install());
  if (failure === undefined) forgetFailure();
  else rememberFailure(failure);
  return failure;
}

/** The server Electron's installer will ask; the names are the ones @electron/get reads. */
function downloadHost(): string {
  const { npm_config_electron_mirror: fromNpm, ELECTRON_MIRROR: fromEnvironment } = process.env;
  return fromNpm ?? fromEnvironment ?? 'https://github.com';
}

/** Any answer will do, an error status as well: it shows that the server can be reached. */
export async function probe(host: string, limitMs = PROBE_LIMIT_MS): Promise<string | undefined> {
  if (process.env.ELECTRON_GET_USE_PROXY) return undefined; // only the installer knows how to use the proxy
  try {
    await fetch(host, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    return undefined;
  } catch {
    return `${new URL(host).host} cannot be reached`;
  }
}

function install(): Promise<string | undefined> {
  const installer = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: ['ignore', 2, 'pipe'] });
  let errors = '';
  installer.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const limit = setTimeout(() => installer.kill('SIGKILL'), DOWNLOAD_LIMIT_MS);
  return new Promise((resolve) => {
    installer.once('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve(undefined);
      else resolve(signal ? `no end after ${DOWNLOAD_LIMIT_MS / 60_000} minutes` : firstLine(errors, code));
    });
  });
}

function firstLine(errors: string, code: number | null): string {
  return errors.split('\n').find((line) => line.trim() !== '') ?? `the installer ended with exit code ${code}`;
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
