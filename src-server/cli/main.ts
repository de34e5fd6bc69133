import type { CommandLine } from '../config/flags.ts';
import { ServerError, type ServerErrorCode } from '../errors.ts';
import { createAccessLog } from '../log/access-log.ts';
import type { LineWriter } from '../log/line-writer.ts';
import { FileServer } from '../server.ts';
import { banner, networkHint, widestAddress } from './banner.ts';
import { helpText } from './help.ts';
import { openBrowser } from './open-browser.ts';
import { type CliOptions, checkOptions, readCommandLine, resolveOptions, UsageError } from './options.ts';
import { printableConfig } from './print-config.ts';
import { stopSignal } from './stop-signal.ts';
import { createTerminal } from './terminal.ts';
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

/** Runs the command line to its end. Resolves with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  process.stdout.on('error', () => undefined); // whoever read the banner may have gone; serving goes on
  try {
    return await run(args, terminal);
  } catch (error) {
    terminal.write(`${inWords(error)}\n`);
    return exitCode(error);
  } finally {
    await terminal.flush();
  }
}

async function run(args: readonly string[], terminal: LineWriter): Promise<number> {
  const line = readCommandLine(args, process.cwd());
  if (line.own.has('help')) return await print(helpText(Math.min(100, Math.max(80, process.stdout.columns ?? 80))));
  if (line.own.has('version')) return await print(`portico ${version}\n`);
  const options = await resolveOptions(line, process.cwd());
  if (line.own.has('print-config')) return await print(printableConfig(options.config));
  await checkOptions(options.config);
  return serve(line, options, terminal);
}

async function serve(
  { own }: CommandLine,
  { config, hostByDefault }: CliOptions,
  terminal: LineWriter,
): Promise<number> {
  const say = (text: string) => terminal.write(`portico: ${text}\n`);
  const stopped = stopSignal();
  const onNotice = ({ message }: { readonly message: string }) => say(message);
  const accessLog = createAccessLog({ log: config.log, onNotice, ...(own.has('quiet') ? {} : { terminal }) });
  const server = new FileServer(config, { closesConnections: own.get('protocol') === 'HTTP/1.0' });
  server.on('exchange', (record) => accessLog.write(record));
  server.on('failure', say);
  server.on('notice', onNotice);
  await server.start();
  await welcome(server, own, hostByDefault && !own.has('quiet'), say);

  const signal = await stopped;
  if (signal === 'SIGINT') await print('\nKeyboard interrupt received, exiting.\n');
  await server.stop(graceMs(server));
  await accessLog.flush();
  return STOPPED;
}

async function welcome(server: FileServer, own: CommandLine['own'], withHint: boolean, say: (text: string) => void) {
  if (server.state.kind !== 'running') return;
  await print(banner(server.state) + (withHint ? networkHint() : ''));
  const { addresses } = server.state;
  const widest = widestAddress(addresses);
  if (own.has('qr') && widest) await print(await (await import('./qr.ts')).qrCode(widest));
  const problem = own.has('open') && addresses[0] ? await openBrowser(addresses[0].url) : undefined;
  if (problem) say(problem);
}

/** Downloads get some seconds to end. A connection that a browser only keeps ready gets none. */
function graceMs(server: FileServer): number {
  return server.counters().inProgress > 0 ? 5_000 : 100;
}

/** Resolves when the text has left: the program may end right after. */
function print(text: string): Promise<number> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve(STOPPED)));
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
