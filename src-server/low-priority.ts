import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

const LOW = 10;

/**
 * For a thread whose work takes long. On Linux a thread can have a priority of its own: where processors are few, answers that
 * somebody waits for then go before it. Elsewhere it does nothing.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').pop();
    setPriority(Number(thread), LOW);
  } catch {
    // without /proc it stays as it is
  }
}
