import type { ChildProcessWithoutNullStreams, SpawnOptionsWithoutStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { functionSource } from '../../pages/function-source.ts';
import { type Event, type Order, type Start, type Told, WINDOW_BYTES } from './script-messages.ts';

/*
 * Runs in a thread of its own, from its source text (function-source.ts): a function here names only others of this file and
 * what it is given (a bundler or test runner rewrites imported names).
 */

/** Bytes of a script's error output that reach the log. */
const MAX_ERROR_BYTES = 64 * 1024;

interface Limits {
  readonly window: number;
  readonly errors: number;
}

type Spawn = (
  program: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio,
) => ChildProcessWithoutNullStreams;
type Tell = (event: Event, transfer?: readonly ArrayBuffer[]) => void;
/** What may be asked of a script that runs. */
type Controls = (order: Order) => void;

/** Passes output on, until as much is on its way as may be. @returns to be called with what was used of it */
function passOutput(stdout: Readable, tell: Tell, window: number): (taken: number) => void {
  let onTheWay = 0;
  stdout.on('data', (chunk: Uint8Array<ArrayBuffer>) => {
    const { byteLength } = chunk;
    // Transferring takes the whole memory: it must hold nothing else, and not be one of Node's pools
    const bytes = chunk.buffer.byteLength === byteLength ? chunk : new Uint8Array(chunk);
    onTheWay += byteLength;
    tell({ told: 'output', bytes }, [bytes.buffer]);
    if (onTheWay >= window) stdout.pause();
  });
  stdout.once('end', () => tell({ told: 'output-end' }));
  stdout.once('error', ({ message }) => tell({ told: 'output-end', problem: message }));
  return (taken) => {
    onTheWay -= taken;
    if (onTheWay < window) stdout.resume();
  };
}

function passErrors(stderr: Readable, tell: Tell, limit: number): void {
  let rest = '';
  let length = 0;
  const tellLines = (lines: readonly string[]) => {
    const filled = lines.filter((line) => line !== '');
    if (filled.length > 0) tell({ told: 'errors', lines: filled });
  };
  stderr.setEncoding('utf8');
  stderr.on('error', () => undefined); // what came before it is told
  stderr.on('data', (text: string) => {
    length += text.length;
    if (length > limit) return;
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    tellLines(lines);
  });
  stderr.once('close', () => {
    tellLines([rest, length > limit ? '(more of its error output was left out)' : '']);
  });
}

/** What has gone into the input is told now and then, and its memory given back. */
function inputWriter(stdin: Writable, tell: Tell, window: number): (bytes: Uint8Array<ArrayBuffer>) => void {
  let wrote = 0;
  let memory: ArrayBuffer[] = [];
  stdin.once('error', () => tell({ told: 'input-closed' })); // a script need not read its content
  return (bytes) => {
    stdin.write(bytes, () => {
      wrote += bytes.byteLength;
      memory.push(bytes.buffer);
      if (wrote < window / 4) return;
      tell({ told: 'wrote', byteLength: wrote, memory }, memory);
      wrote = 0;
      memory = [];
    });
  };
}

/** @returns undefined if it could not be started */
function startScript(spawn: Spawn, { command, pid }: Start, tell: Tell, limits: Limits): Controls | undefined {
  const child = spawn(command.program, command.args, command.options);
  if (child.pid === undefined) {
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => tell({ told: 'failed', code, message }));
    return undefined;
  }
  Atomics.store(pid, 0, child.pid);
  tell({ told: 'started' });
  const { stdin, stdout, stderr } = child;
  const taken = passOutput(stdout, tell, limits.window);
  passErrors(stderr, tell, limits.errors);
  const write = inputWriter(stdin, tell, limits.window);
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

interface Port {
  on(event: 'message', listener: (orders: readonly Order[]) => void): unknown;
  postMessage(told: readonly Told[], transfer: readonly ArrayBuffer[]): void;
}

/** A message costs more than what is in it: all that happens at once goes in one. */
function inOneMessage(port: Port): (told: Told, transfer: readonly ArrayBuffer[]) => void {
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

/** The thread's side of `ScriptThread`. */
function serveScripts(port: Port, spawn: Spawn, limits: Limits): void {
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
      const controls = startScript(spawn, order, tell, limits);
      if (controls) running.set(id, controls);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      tell({ told: 'failed', code, message });
    }
  };
  port.on('message', (orders) => orders.forEach(obey));
}

/** What the thread runs. */
export const SCRIPT_THREAD_SOURCE = functionSource(
  serveScripts,
  [passOutput, passErrors, inputWriter, startScript, inOneMessage],
  `require('node:worker_threads').parentPort, require('node:child_process').spawn, ${JSON.stringify({
    window: WINDOW_BYTES,
    errors: MAX_ERROR_BYTES,
  } satisfies Limits)}`,
);
