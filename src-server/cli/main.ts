import { ServerError, type ServerErrorCode } from '../errors.ts';
import type { LineWriter } from '../log/line-writer.ts';
import { readPlainLine } from './plain-line.ts';
import { print } from './print.ts';
import { serve } from './serve.ts';
import { createTerminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const STOPPED = 0;
const FAILED = 1;
const USAGE = 2;
const CANNOT_LISTEN = 3;
const EXIT_CODES: Partial<Record<ServerErrorCode, number>> = {
  PORT_IN_USE: CANNOT_LISTEN,
  PORT_FORBIDDEN: CANNOT_LISTEN,
  NO_FREE_PORT: CANNOT_LISTEN,
  HOST_UNAVAILABLE: CANNOT_LISTEN,
  ENGINE_DIED: FAILED,
};

/**
 * Runs the command line to its end. Resolves with the exit code.
 * @param entry the script itself, for further threads: see `listener-thread.ts`
 */
export async function main(args: readonly string[], entry: URL): Promise<number> {
  const terminal = createTerminal();
  process.stdout.on('error', () => undefined); // whoever read the banner may have gone; serving goes on
  try {
    await run(args, terminal, entry);
    return STOPPED;
  } catch (error) {
    terminal.write(`${inWords(error)}\n`);
    return exitCode(error);
  } finally {
    await terminal.flush();
  }
}

async function run(args: readonly string[], terminal: LineWriter, entry: URL): Promise<void> {
  const plain = readPlainLine(args, process.cwd());
  if (plain) return serve({ ...plain, terminal, entry });
  const table = await import('./table/option-table.ts');
  const line = table.readCommandLine(args, process.cwd());
  if (line.own.has('help')) return print(table.helpText(Math.min(100, Math.max(80, process.stdout.columns ?? 80))));
  if (line.own.has('version')) return print(`portico ${version}\n`);
  const options = await table.resolveOptions(line, process.cwd());
  if (line.own.has('print-config')) return print(table.printableConfig(options.config));
  await table.checkOptions(options.config);
  await serve({ ...options, own: line.own, terminal, entry });
}

function inWords(error: unknown): string {
  if (error instanceof UsageError) return error.errors.map(({ message }) => `portico: ${message}`).join('\n');
  if (error instanceof ServerError) return `portico: ${error.message}`;
  return `portico: ${error instanceof Error ? error.stack : String(error)}`;
}

function exitCode(error: unknown): number {
  if (error instanceof UsageError) return USAGE;
  return error instanceof ServerError ? (EXIT_CODES[error.code] ?? USAGE) : FAILED;
}
