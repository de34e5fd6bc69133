import { parentPort, workerData } from 'node:worker_threads';
import type { ServerConfig } from '../../src-server/config/schema.ts';
import { ServerError } from '../../src-server/errors.ts';
import { createAccessLog } from '../../src-server/log/access-log.ts';
import { createBatcher } from '../../src-server/log/batcher.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import { problem } from '../../src-server/problems.ts';
import { FileServer } from '../../src-server/server.ts';
import type { Counters } from '../../src-server/state.ts';
import { onNetworkChange } from './network-change.ts';
import type { EngineCalls, EngineData, FromEngine, ToEngine } from './protocol.ts';
import { recordBatch } from './record-batch.ts';
import { RowAllowance } from './row-allowance.ts';

const FLUSH_AFTER_MS = 50;
const CREDIT = 2;
const MAX_QUEUED = 5_000; // records, about 2 MB
const COUNT_TRANSFERS_EVERY_MS = 1_000;

const port = parentPort;
if (!port) throw new Error('the engine runs in a worker thread');

const { config, seqBase } = workerData as EngineData;
const server = new FileServer(config, { waitsForRoot: true });
let accessLog = openLog(config);
let dropped = 0;
let transfers = 0;

const post = (message: FromEngine): void => port.postMessage(message);

const allowance = new RowAllowance();
const log = createBatcher<ExchangeRecord>({
  flushAfterMs: FLUSH_AFTER_MS,
  credit: CREDIT,
  maxQueued: MAX_QUEUED,
  send(records, droppedNow) {
    const rows = allowance.take(records.length);
    dropped += droppedNow + records.length - rows;
    post({ kind: 'records', ...recordBatch(records, rows), counters: counters() });
  },
});

const calls: { [K in keyof EngineCalls]: (...args: Parameters<EngineCalls[K]>) => unknown } = {
  start: () => server.start(),
  stop: async (graceMs) => {
    await server.stop(graceMs);
    await accessLog.flush();
  },
  apply,
  counters,
  detail: (seq) => server.detail(seq),
  transfers: () => server.transfers(),
  cancelTransfer: (id) => server.cancelTransfer(id),
};

/** The access log in a file; an app has no terminal. */
function openLog({ log }: ServerConfig) {
  return createAccessLog({ log, onNotice: ({ message }) => post({ kind: 'failure', text: message }) });
}

async function apply(next: ServerConfig): Promise<void> {
  const nextLog = openLog(next);
  await server.apply(next);
  accessLog = nextLog;
}

/** Addresses and known host names are worked out anew when options are applied; a lost folder has them later. */
async function renewAddresses(): Promise<void> {
  await server.apply(server.config).catch(() => undefined);
}

function counters(): Counters {
  return { ...server.counters(), droppedRecords: dropped };
}

async function answer({ call, name, args }: Extract<ToEngine, { kind: 'call' }>): Promise<void> {
  try {
    const value = await (calls[name] as (...args: readonly unknown[]) => unknown)(...args);
    post({ kind: 'answer', call, value: hasResult(name) ? value : undefined });
  } catch (error) {
    post({ kind: 'refusal', call, error: refusalOf(error, name).report() });
  }
}

/** What nobody foresaw is told in full to the app's log; whatever was running goes on. */
function refusalOf(error: unknown, name: keyof EngineCalls): ServerError {
  if (error instanceof ServerError) return error;
  post({ kind: 'failure', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  const detail = error instanceof Error ? error.message : String(error);
  if (name === 'apply')
    return new ServerError('OPTION_UNSUPPORTED', { option: 'options', ...problem('said', { detail }) });
  return new ServerError('ENGINE_DIED', { problem: detail });
}

/** What the others return stays in the thread: it need not be cloneable. */
function hasResult(name: keyof EngineCalls): boolean {
  return name === 'counters' || name === 'detail' || name === 'transfers';
}

function countTransfers(): void {
  const count = server.transfers().length;
  if (count !== transfers) post({ kind: 'transfers', count });
  transfers = count;
}

server.on('state', (state) => post({ kind: 'state', state }));
server.on('exchange', (record) => {
  log.push(seqBase === 0 ? record : { ...record, seq: record.seq + seqBase });
  accessLog.write(record);
});
server.on('failure', (text) => post({ kind: 'failure', text }));
onNetworkChange(() => void renewAddresses());
setInterval(countTransfers, COUNT_TRANSFERS_EVERY_MS);
port.on('message', (message: ToEngine) => {
  if (message.kind === 'acknowledge') log.acknowledge();
  else void answer(message);
});
