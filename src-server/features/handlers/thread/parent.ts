import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ModuleData } from '../messages.ts';

export const data = workerData as ModuleData;

export function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}
