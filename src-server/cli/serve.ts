import type { CommandLine } from '../config/flags.ts';
import type { ServerConfig } from '../config/schema.ts';
import { ListenerThreads, whyOneWorker } from '../listen/workers.ts';
import { createAccessLog } from '../log/access-log.ts';
import type { LineWriter } from '../log/line-writer.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { FileServer } from '../server.ts';
import { banner, networkHint, type Running, widestAddress } from './banner.ts';
import { spareFewProcessors } from './collector.ts';
import { graceMs } from './grace.ts';
import { openBrowser } from './open-browser.ts';
import { print } from './print.ts';
import { stopSignal } from './stop-signal.ts';

export interface Serving {
  readonly config: ServerConfig;
  readonly hostByDefault: boolean;
  readonly own: CommandLine['own'];
  readonly terminal: LineWriter;
  /** The script itself, for further threads. */
  readonly entry: URL;
}

type Say = (text: string) => void;

/** Serves until a signal asks to stop. @throws ServerError if it cannot start */
export async function serve(serving: Serving): Promise<void> {
  const { config, own, terminal } = serving;
  const say: Say = (text) => terminal.write(`portico: ${text}\n`);
  const stopped = stopSignal();
  const onNotice = ({ message }: { readonly message: string }) => say(message);
  const log = createAccessLog({ log: config.log, onNotice, ...(own.has('quiet') ? {} : { terminal }) });
  let seq = 0;
  const onRecord = (record: ExchangeRecord) => {
    seq += 1;
    log.write(record.seq === seq ? record : { ...record, seq }); // each listener counts its own
  };
  const closesConnections = own.get('protocol') === 'HTTP/1.0';
  const shares = config.workers > 1 && whyOneWorker(config) === undefined;
  const share = shares ? shareOf(config) : config;
  const server = new FileServer(share, { closesConnections, ...(shares ? { reusePort: 'open' } : {}) });
  server.on('exchange', onRecord).on('failure', say).on('notice', onNotice);
  await server.start();
  const { state } = server;
  if (state.kind !== 'running') return;
  const data = { porticoListener: true, config: { ...share, port: state.port }, closesConnections } as const;
  const events = { onRecord, onLines: log.writeLines, onFailure: say };
  const threads = shares ? await ListenerThreads.start(serving.entry, data, config.workers - 1, events) : undefined;
  await welcome(state, serving, say);
  spareFewProcessors();

  const signal = await stopped;
  if (signal === 'SIGINT') await print('\nKeyboard interrupt received, exiting.\n');
  await Promise.all([server.stop(graceMs(server)), threads?.stop()]);
  await log.flush();
}

/** The limit of connections is for all listeners together. */
function shareOf(config: ServerConfig): ServerConfig {
  const maxConnections = Math.ceil(config.limits.maxConnections / config.workers);
  return { ...config, limits: { ...config.limits, maxConnections } };
}

async function welcome(state: Running, { own, hostByDefault }: Serving, say: Say): Promise<void> {
  await print(banner(state) + (hostByDefault && !own.has('quiet') ? networkHint() : ''));
  const { addresses } = state;
  const widest = widestAddress(addresses);
  if (own.has('qr') && widest) await print(await (await import('./qr.ts')).qrCode(widest));
  const problem = own.has('open') && addresses[0] ? await openBrowser(addresses[0].url) : undefined;
  if (problem) say(problem);
}
