import { type MessagePort, parentPort } from 'node:worker_threads';
import { errorCode } from '../../../errors.ts';
import type { Order, Told } from '../script-messages.ts';
import type { Tell } from './script-pipes.ts';
import { type Controls, startScript } from './start-script.ts';

/** The thread's side of `ScriptThread`. */
function serveScripts(port: MessagePort): void {
  const running = new Map<number, Controls>();
  const post = inOneMessage(port);
  const obey = (order: Order) => {
    const { id } = order;
    if (order.ask !== 'start') {
      running.get(id)?.(order);
      return;
    }
    const tell: Tell = (event, transfer = []) => {
      if (event.told === 'closed') running.delete(id);
      post({ id, ...event }, transfer);
    };
    try {
      const controls = startScript(order, tell);
      if (controls) running.set(id, controls);
    } catch (error) {
      tell({ told: 'failed', code: errorCode(error), message: (error as Error).message });
    }
  };
  port.on('message', (orders: readonly Order[]) => orders.forEach(obey));
}

/** A message costs more than what is in it: all that happens at once goes in one. */
function inOneMessage(port: MessagePort): (told: Told, transfer: readonly ArrayBuffer[]) => void {
  let all: Told[] = [];
  let memory: ArrayBuffer[] = [];
  return (told, transfer) => {
    if (all.length === 0) {
      setImmediate(() => {
        port.postMessage(all, memory);
        all = [];
        memory = [];
      });
    }
    all.push(told);
    memory.push(...transfer);
  };
}

if (parentPort) serveScripts(parentPort);
