import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../../build/install/npm-command.mjs';
import { ROOT, say } from '../../build/project.ts';
import type { MissingPeer, Peer } from './peer.ts';

/** Rivals are no part of the project: they live in a cache of their own, at fixed versions. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'bench-peers');
const PACKAGES = {
  '@fastify/static': '10.1.11',
  fastify: '5.12.8',
  'http-server': '14.1.1',
  serve: '14.2.7',
  'sirv-cli': '3.0.1',
};
const INSTALL_LIMIT_MS = 180_000;

type Args = (root: string, port: string) => readonly string[];

export function npmPeers(): (Peer | MissingPeer)[] {
  const problem = install();
  return [
    npmPeer(problem, 'sirv', 'sirv-cli', 'bin.js', (root, port) => [root, '--port', port, '--host', '127.0.0.1', '-q']),
    npmPeer(problem, 'http-server', 'http-server', 'bin/http-server', (root, port) => [
      ...[root, '-p', port, '-a', '127.0.0.1', '-s'],
    ]),
    npmPeer(problem, 'serve', 'serve', 'build/main.js', (root, port) => [
      ...[root, '-l', `tcp://127.0.0.1:${port}`, '-L', '--no-clipboard'],
    ]),
    npmPeer(problem, '@fastify/static', '@fastify/static', FASTIFY_SERVER, (root, port) => [CACHE, root, port]),
  ];
}

const FASTIFY_SERVER = join(ROOT, 'bench', 'peers', 'fastify-server.mjs');

function npmPeer(problem: string | undefined, name: string, pkg: keyof typeof PACKAGES, script: string, args: Args) {
  if (problem !== undefined) return { name, reason: problem };
  const path = script === FASTIFY_SERVER ? script : join(CACHE, 'node_modules', pkg, script);
  const command: Peer['command'] = (root, port) => ({
    program: process.execPath,
    args: [path, ...args(root, String(port))],
    env: { NODE_ENV: 'production' },
  });
  return { name, version: PACKAGES[pkg], command };
}

/** @returns why it did not work */
function install(): string | undefined {
  if (Object.entries(PACKAGES).every(([name, version]) => installedVersion(name) === version)) return undefined;
  say(`installing ${Object.keys(PACKAGES).join(', ')} into node_modules/.cache/bench-peers`);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2));
  const [program, args, options] = npmCommand(['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent']);
  const { status } = spawnSync(program, args, { ...options, cwd: CACHE, timeout: INSTALL_LIMIT_MS, stdio: 'ignore' });
  return status === 0 ? undefined : 'npm could not install it into node_modules/.cache/bench-peers';
}

function installedVersion(name: string): string | undefined {
  const path = join(CACHE, 'node_modules', name, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version : undefined;
}
