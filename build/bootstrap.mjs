#!/usr/bin/env node
// Plain JavaScript without dependencies: it runs before there is a node_modules, and on a Node that may be too old.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { npmCommand } from './install/npm-command.mjs';
import { staleReason, tooOldReason } from './install/stale-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...args] = process.argv.slice(2);

function say(line) {
  process.stderr.write(`portico: ${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function installPackages() {
  const modules = join(root, 'node_modules');
  const reason = staleReason(readJson(join(root, 'package-lock.json')), readJson(join(modules, '.package-lock.json')));
  if (reason === undefined) return;
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    say(`node_modules is a link and does not match package-lock.json (${reason}); run "npm ci" where it points to.`);
    return;
  }
  say(`installing packages with npm ci, because ${reason}`);
  const [npm, npmArgs, options] = npmCommand(['ci', '--loglevel=error']);
  const { status, error } = spawnSync(npm, npmArgs, { ...options, cwd: root, stdio: ['inherit', 2, 2] });
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status !== 0) fail(`npm ci failed (exit code ${status}); the lines above say why`);
}

const tooOld = tooOldReason(process.versions.node);
if (tooOld !== undefined) fail(tooOld);
const script = join(root, 'build', `${command}.ts`);
if (!/^[a-z-]+$/.test(command ?? '') || !existsSync(script)) {
  fail(`there is no build/${command}.ts; see "scripts" in package.json for the commands there are`);
}
installPackages();
process.argv = [process.execPath, script, ...args];
const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(script).href);
