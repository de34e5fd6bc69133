import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** One that is on, refuses what it was not told to let in, and can be seen without administrator rights. */
export type Firewall = 'ufw' | 'firewalld';

const PATIENCE_MS = 1_500;

export async function activeFirewall(platform: NodeJS.Platform): Promise<Firewall | undefined> {
  if (platform !== 'linux') return undefined;
  const settings = await readFile('/etc/ufw/ufw.conf', 'utf8').catch(() => '');
  if (isEnabled(settings)) return 'ufw';
  return (await unitIsActive('firewalld')) ? 'firewalld' : undefined;
}

/** ufw.conf is a list of shell variables. */
export function isEnabled(settings: string): boolean {
  return /^\s*ENABLED=["']?yes["']?\s*$/im.test(settings);
}

/** Exit status 0 means active (systemctl(1)); without systemd there is nothing to ask. */
function unitIsActive(unit: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('systemctl', ['is-active', '--quiet', unit], { timeout: PATIENCE_MS }, (error) => resolve(!error));
  });
}
