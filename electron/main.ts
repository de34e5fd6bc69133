import { app, dialog } from 'electron';
import { keepGtkFromGl } from './gtk-gl.ts';
import { openedAtLogin } from './login-item.ts';
import { keepNetworkServiceInMain } from './network-service.ts';
import { pathsOf, type StartRequest, startsHidden } from './open-paths.ts';
import { PorticoApp } from './portico-app.ts';
import { claimSingleInstance } from './single-instance.ts';
import { registerUiScheme } from './ui-protocol.ts';

// Lifecycle and order only. Nothing here may wait at the top level: Electron is not ready before this module has run.

const request: StartRequest = { argv: process.argv, cwd: process.cwd() };
const ownPath = process.defaultApp ? app.getAppPath() : undefined;
const early: (readonly string[])[] = [];
let portico: PorticoApp | undefined;

function open(paths: readonly string[]): void {
  if (portico) void portico.open(paths);
  else early.push(paths);
}

async function start(): Promise<void> {
  const named = pathsOf(request, ownPath);
  if (named.length > 0) early.unshift(named);
  portico = await PorticoApp.boot(startsHidden(request) || openedAtLogin());
  for (const paths of early) await portico.open(paths);
}

/** A start at login finds us running already: nothing to show. */
function openOther(other: StartRequest): void {
  if (!startsHidden(other)) open(pathsOf(other, ownPath));
}

app.setName('Portico');
app.setAppUserModelId('org.portico.Portico'); // Windows shows notices only from the app that its shortcut names
keepGtkFromGl();
keepNetworkServiceInMain();
registerUiScheme();
// macOS hands over files this way: "Open with", the Dock, and also while starting.
app.on('open-file', (event, path) => {
  event.preventDefault();
  open([path]);
});
app.on('activate', () => void portico?.open([]));
if (claimSingleInstance(request, openOther)) void app.whenReady().then(start).catch(giveUp);
else app.exit();

/** Nothing is set up that could say it better. */
function giveUp(error: Error): void {
  dialog.showErrorBox('Portico', error.message);
  app.exit(1);
}
