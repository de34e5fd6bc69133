import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { writeAtomically } from './atomic-file.ts';
import { HIDDEN_SWITCH } from './open-paths.ts';

/** Opens Portico, without its window, when the person logs in. */
export async function setOpenAtLogin(open: boolean): Promise<void> {
  if (process.platform === 'linux') return open ? writeAutostart() : rm(autostartFile(), { force: true });
  app.setLoginItemSettings({ openAtLogin: open, args: [HIDDEN_SWITCH] });
}

/** macOS passes no arguments at login; it says so when asked. */
export function openedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function autostartFile(): string {
  const config = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(config, 'autostart', 'portico.desktop');
}

async function writeAutostart(): Promise<void> {
  const file = autostartFile();
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, desktopEntry(ownCommand()));
}

/** An AppImage is mounted somewhere else at each start; its own file is named in the environment. */
function ownCommand(): string[] {
  const executable = process.env.APPIMAGE ?? process.execPath;
  return [executable, ...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN_SWITCH];
}

/** https://specifications.freedesktop.org/autostart-spec */
export function desktopEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Portico',
    `Exec=${command.map(quoteExec).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** Quoted as "Exec" wants it, then once more as any value of a desktop file; "%" begins a field code. */
function quoteExec(argument: string): string {
  const quoted = `"${argument.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
