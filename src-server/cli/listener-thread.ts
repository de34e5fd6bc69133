import type { MessagePort } from 'node:worker_threads';
import { builtin } from '../builtin.ts';
import { ServerError } from '../errors.ts';
import { type FromListener, LISTENER_ARGUMENT, type ListenerData, type ToListener } from '../listen/workers.ts';
import { createBatcher } from '../log/batcher.ts';
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
  const records = createBatcher<ExchangeRecord>({
    flushAfterMs: 50,
    credit: 2,
    maxQueued: 5_000,
    send: (batch) => post({ kind: 'records', records: batch }),
  });
  server.on('exchange', (record) => records.push(record));
  server.on('failure', (text) => post({ kind: 'failure', text }));
  port.on('message', async ({ kind }: ToListener) => {
    if (kind === 'acknowledge') return records.acknowledge();
    await server.stop(graceMs(server));
    records.flush();
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
