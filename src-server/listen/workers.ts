import type { Worker } from 'node:worker_threads';
import { builtin } from '../builtin.ts';
import type { ServerConfig } from '../config/schema.ts';
import type { ErrorReport } from '../errors.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { type ProblemParams, problem } from '../problems.ts';
import type { Notice } from '../state.ts';

/** What a further listener is started with: the same options, the port that the first one got. */
export interface ListenerData {
  readonly porticoListener: true;
  readonly config: ServerConfig;
  readonly closesConnections: boolean;
}

/** What each of them is given on its command line. */
export const LISTENER_ARGUMENT = '--listener-thread';

export type FromListener =
  | { readonly kind: 'listening' }
  | { readonly kind: 'refused'; readonly error: ErrorReport }
  | { readonly kind: 'records'; readonly records: readonly ExchangeRecord[] }
  | { readonly kind: 'lines'; readonly lines: string }
  | { readonly kind: 'failure'; readonly text: string };
export type ToListener = { readonly kind: 'acknowledge' } | { readonly kind: 'stop' };

interface ListenerEvents {
  /** Of a log whose lines are numbered: one thread alone can number them. */
  readonly onRecord: (record: ExchangeRecord) => void;
  /** Whole lines of any other log. */
  readonly onLines: (lines: string) => void;
  readonly onFailure: (text: string) => void;
}

/** Further listeners in threads of their own. The kernel spreads connections over all that share the port. */
export class ListenerThreads {
  readonly #threads: readonly Worker[];

  private constructor(threads: readonly Worker[]) {
    this.#threads = threads;
  }

  /** @param entry script that serves when its `workerData` is a `ListenerData`. Resolves when all of them listen. */
  static async start(entry: URL, data: ListenerData, count: number, events: ListenerEvents): Promise<ListenerThreads> {
    const threads = Array.from(
      { length: count },
      () => new builtin.workerThreads.Worker(entry, { workerData: data, argv: [LISTENER_ARGUMENT] }),
    );
    const listeners = new ListenerThreads(threads);
    await Promise.all(threads.map((thread) => follow(thread, events)));
    return listeners;
  }

  /** Lets their exchanges end. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#threads.map((thread) => {
        const ended = new Promise((resolve) => thread.once('exit', resolve));
        thread.postMessage({ kind: 'stop' } satisfies ToListener);
        return thread.threadId === -1 ? undefined : ended;
      }),
    );
  }
}

/** Resolves when the thread listens, or has said why it cannot. */
function follow(thread: Worker, { onRecord, onLines, onFailure }: ListenerEvents): Promise<void> {
  return new Promise((resolve) => {
    thread.on('message', (message: FromListener) => {
      if (message.kind === 'records' || message.kind === 'lines') {
        if (message.kind === 'lines') onLines(message.lines);
        else message.records.forEach(onRecord);
        thread.postMessage({ kind: 'acknowledge' } satisfies ToListener);
        return;
      }
      if (message.kind === 'failure') onFailure(message.text);
      if (message.kind === 'refused') onFailure(`one of the workers cannot listen: ${message.error.message}`);
      resolve();
    });
    thread.on('error', (error) => {
      onFailure(`one of the workers has ended: ${error.stack ?? error.message}`);
      resolve();
    });
  });
}

/** Why `workers` comes down to one here; undefined if it need not. */
export function whyOneWorker({ rest }: ServerConfig, version = process.versions.node): ProblemParams | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (['win32', 'darwin'].includes(process.platform)) return problem('workersSystem');
  const isOld = major < 22 || (major === 22 && minor < 12) || (major === 23 && minor < 1);
  if (isOld) return problem('workersNode', { version });
  return rest.length > 0 ? problem('workersRest') : undefined;
}

/** For a server that runs alone though more were asked for. */
export function workersNotice(config: ServerConfig): Notice | undefined {
  if (config.workers === 1) return undefined;
  const why = whyOneWorker(config) ?? problem('workersApp');
  const message = `workers: ${why.problem}. One listener serves all.`;
  return { code: 'OPTION_UNSUPPORTED', params: { option: 'workers', ...why }, message };
}
