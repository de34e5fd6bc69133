import type { MessagePort } from 'node:worker_threads';
import { builtin } from '../builtin.ts';
import { ServerError } from '../errors.ts';
import { type FromListener, LISTENER_ARGUMENT, type ListenerData, type ToListener } from '../listen/workers.ts';
import { createBatcher } from '../log/batcher.ts';
import { formatter, tellsSeq } from '../log/formats.ts';
import { createLineWriter } from '../log/line-writer.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { FileServer } from '../server.ts';
import { graceMs } from './grace.ts';

/** What this thread shall serve; undefined in the main thread. */
export function listenerData(): ListenerData | undefined {
  if (!process.argv.includes(LISTENER_ARGUMENT)) return undefined; // to look for data would load the module of threads
  const data: unknown = builtin.workerThreads.workerData;
  return typeof data === 'object' && data !== null && 'porticoListener' in data ? (data as ListenerData) : undefined;
}

/** One more listener on a port that is already open. Ends when it is told to stop. */
export async function runListener({ config, closesConnections }: ListenerData): Promise<void> {
  const port = builtin.workerThreads.parentPort as MessagePort;
  const post = (message: FromListener) => port.postMessage(message);
  const server = new FileServer(config, { reusePort: 'join', closesConnections });
  const log = tellsSeq(config.log.format) ? recordsTo(post) : linesTo(post, config.log.format);
  server.on('exchange', log.write);
  server.on('failure', (text) => post({ kind: 'failure', text }));
  port.on('message', async ({ kind }: ToListener) => {
    if (kind === 'acknowledge') return log.acknowledge();
    await server.stop(graceMs(server));
    await log.flush();
    port.close();
  });
  try {
    await server.start();
    post({ kind: 'listening' });
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    post({ kind: 'refused', error: error.report() });
  }
}

interface LogToMain {
  write(record: ExchangeRecord): void;
  acknowledge(): void;
  flush(): Promise<void>;
}

function recordsTo(post: (message: FromListener) => void): LogToMain {
  const records = createBatcher<ExchangeRecord>({
    flushAfterMs: 50,
    credit: 2,
    maxQueued: 5_000,
    send: (batch) => post({ kind: 'records', records: batch }),
  });
  return { write: records.push, acknowledge: records.acknowledge, flush: async () => records.flush() };
}

/** Lines are written here, where there is a processor to spare: main has requests of its own, and text travels lightly. */
function linesTo(post: (message: FromListener) => void, format: string): LogToMain {
  const lineOf = formatter(format);
  let acknowledge = () => {};
  const writer = createLineWriter({
    append: (bytes) =>
      new Promise((resolve) => {
        acknowledge = resolve;
        post({ kind: 'lines', lines: bytes.toString() });
      }),
    onFailure: () => undefined, // posting does not fail
  });
  return { write: (record) => writer.write(lineOf(record)), acknowledge: () => acknowledge(), flush: writer.flush };
}
