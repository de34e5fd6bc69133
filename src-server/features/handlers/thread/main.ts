import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { lowerThreadPriority } from '../../../low-priority.ts';
import type { ToWorker } from '../messages.ts';
import { answer } from './answer.ts';
import { Call } from './call.ts';
import { data, post } from './parent.ts';
import { handlerOf } from './user-module.ts';

/** The thread's side of `ModuleThread`: the module of the user runs here. */
lowerThreadPriority();
const calls = new Map<number, Call>();

handlerOf.then(
  () => post({ type: 'ready' }),
  (error) => post({ type: 'unusable', text: textOf(error) }),
);

async function run(message: Extract<ToWorker, { type: 'call' }>): Promise<void> {
  const { id, method } = message;
  if (Atomics.load(data.closed, 0) === 1) return;
  post({ type: 'accepted', id });
  try {
    const select = await handlerOf;
    const call = new Call(message);
    calls.set(id, call);
    const response = await select(method)?.(call.request);
    if (response === undefined) post({ type: 'passed', id });
    else await answer(call, response);
  } catch (error) {
    post({ type: 'failed', id, text: textOf(error) });
  } finally {
    calls.delete(id);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.stack || String(error) : inspect(error));

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'call') void run(message);
  else if (message.type === 'ping') post({ type: 'pong' });
  else tell(calls.get(message.id), message);
});

function tell(call: Call | undefined, message: Exclude<ToWorker, { type: 'call' | 'ping' }>): void {
  if (message.type === 'content') call?.addContent(message.bytes);
  else if (message.type === 'content-end') call?.endContent();
  else if (message.type === 'pull') call?.pull();
  else call?.leave();
}
