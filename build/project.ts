import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the person typed the command: npm runs scripts in the checkout and keeps the real place in INIT_CWD. */
export const STARTED_IN = process.env.INIT_CWD ?? process.cwd();

/** What lines of our own go to: stdout belongs to the program that is started. */
export function say(line: string): void {
  process.stderr.write(`portico: ${line}\n`);
}

/** The script behind a package's command, to be run by this same Node: no shell, no `.cmd` files on Windows. */
export function toolScript(packageName: string, command = packageName): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command "${command}"`);
  return join(folder, script);
}
