import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const NAME = `portico${process.pid}`.slice(0, 13); // a network interface has at most 15 characters
const HERE = '10.213.77.1';
const THERE = '10.213.77.2';

export interface SecondDevice {
  readonly address: string;
  /** Address of this computer, as the other device sees it. */
  readonly us: string;
  /** Status of what it gets. */
  get(url: string, userAgent?: string): Promise<number>;
}

/** Whether this system lets us make one: Linux, and as root. */
export const canHaveSecondDevice =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('ip', ['netns', 'list']).status === 0 &&
  works();
if (!canHaveSecondDevice)
  console.warn('SKIPPED: what another device sees, because only root on Linux can make one, with the program ip.');

/** Another network stack with a cable to ours: for a server it is another computer. Gone when the test ends. */
export function secondDevice(): SecondDevice {
  onTestFinished(unplug);
  plug();
  const inside = promisify(execFile);
  const script =
    "fetch(process.argv[1], { headers: { 'User-Agent': process.argv[2] } }).then(({ status }) => console.log(status))";
  return {
    address: THERE,
    us: HERE,
    get: async (url, userAgent = 'node') => {
      const { stdout } = await inside('ip', ['netns', 'exec', NAME, process.execPath, '-e', script, url, userAgent]);
      return Number(stdout);
    },
  };
}

function plug(): void {
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const [ours, theirs] = [`${NAME}a`, `${NAME}b`];
  ip('netns', 'add', NAME);
  ip('link', 'add', ours, 'type', 'veth', 'peer', 'name', theirs);
  ip('link', 'set', theirs, 'netns', NAME);
  ip('addr', 'add', `${HERE}/30`, 'dev', ours);
  ip('link', 'set', ours, 'up');
  ip('-n', NAME, 'addr', 'add', `${THERE}/30`, 'dev', theirs);
  ip('-n', NAME, 'link', 'set', theirs, 'up');
}

function unplug(): void {
  spawnSync('ip', ['netns', 'del', NAME]);
  spawnSync('ip', ['link', 'del', `${NAME}a`]);
}

function works(): boolean {
  try {
    plug();
    return true;
  } catch {
    return false;
  } finally {
    unplug();
  }
}
