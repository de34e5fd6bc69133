// Stands in for Electron's own default app: `electron PATH` runs the package at PATH.
// ESM with top-level await on purpose: Electron then holds "ready" back until the app's main module has run.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const target = resolve(process.argv.find((argument, i) => i > 0 && !argument.startsWith('-')) ?? '.');
process.defaultApp = true;

function mainOfPackage(folder) {
  const { main, name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(productName ?? name);
  if (version) app.setVersion(version);
  return join(folder, main ?? 'index.js');
}

const isPackage = statSync(target).isDirectory();
app.setAppPath(isPackage ? target : dirname(target));
await import(pathToFileURL(isPackage ? mainOfPackage(target) : target).href);
