import { spawn } from 'node:child_process';
import { ROOT } from '../../../build/project.ts';
import { executablePath, switchesFor } from './portico.ts';

/** Starts the app once more with the same settings folder. Resolves to its exit code. */
export function secondStart(userData: string, args: readonly string[] = [], cwd = ROOT): Promise<number | null> {
  const child = spawn(executablePath, [...switchesFor(userData), ROOT, ...args], { cwd, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
