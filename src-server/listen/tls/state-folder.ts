import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Portico keeps what belongs to this user on this computer. `PORTICO_STATE_DIR` overrides it. */
export function stateFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.PORTICO_STATE_DIR) return env.PORTICO_STATE_DIR;
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Portico');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Portico');
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'portico');
}
