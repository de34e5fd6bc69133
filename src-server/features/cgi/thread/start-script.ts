import { spawn } from 'node:child_process';
import type { Order, Start } from '../script-messages.ts';
import { inputWriter, passErrors, passOutput, type Tell } from './script-pipes.ts';

/** What may be asked of a script that runs. */
export type Controls = (order: Order) => void;

/** @returns undefined if it could not be started @throws the system's error */
export function startScript({ command, pid }: Start, tell: Tell): Controls | undefined {
  const child = spawn(command.program, command.args, command.options);
  if (child.pid === undefined) {
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => tell({ told: 'failed', code, message }));
    return undefined;
  }
  Atomics.store(pid, 0, child.pid);
  tell({ told: 'started' });
  const { stdin, stdout, stderr } = child;
  const taken = passOutput(stdout, tell);
  passErrors(stderr, tell);
  const write = inputWriter(stdin, tell);
  child.once('exit', () => tell({ told: 'exited' }));
  // Those who still have something to tell at the end heard of it after this listener
  child.once('close', () => process.nextTick(tell, { told: 'closed' }));
  return (order) => {
    if (order.ask === 'write') write(order.bytes);
    else if (order.ask === 'end-input') stdin.end();
    else if (order.ask === 'taken') taken(order.byteLength);
    else {
      stdout.destroy(); // a process that left the group could keep it open
      stderr.destroy();
    }
  };
}
