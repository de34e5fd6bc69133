import type { SentRequest } from '../../../electron/ipc/contract.ts';
import type { App } from '../../app-context.tsx';
import { logViewOf } from '../requests/log-view.ts';
import type { RequestLog } from '../requests/request-log.ts';

/** The row comes with the next batch; a window that is hidden meanwhile gets none. */
const PATIENCE_MS = 5_000;

/** Sends a request and selects its row. @throws Error when it could not be sent */
export async function sendAndSelect({ bridge, store }: App, server: string, request: SentRequest): Promise<void> {
  const { log } = store.history(server);
  const from = log.rows.end;
  await bridge.call('request:send', server, request);
  const selected = await rowOf(log, from, request);
  if (selected !== undefined) logViewOf(server).setState({ selected, detailShown: true, following: false });
}

/** Position of the first row from `from` on that is this request; waits for it. */
export function rowOf(
  log: RequestLog,
  from: number,
  { method, target }: Pick<SentRequest, 'method' | 'target'>,
  patienceMs = PATIENCE_MS,
): Promise<number | undefined> {
  const find = () => {
    for (let position = from; position < log.rows.end; position += 1) {
      const row = log.rows.at(position);
      if (row?.method === method && row.target === target) return position;
    }
    return undefined;
  };
  return new Promise((resolve) => {
    const finish = (position: number | undefined) => {
      clearTimeout(timer);
      leave();
      resolve(position);
    };
    const look = () => {
      const position = find();
      if (position !== undefined) finish(position);
    };
    const timer = setTimeout(() => finish(undefined), patienceMs);
    const leave = log.subscribe(look);
    look();
  });
}
