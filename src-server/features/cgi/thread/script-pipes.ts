import type { Readable, Writable } from 'node:stream';
import { type Event, WINDOW_BYTES } from '../script-messages.ts';

/** Bytes of a script's error output that reach the log. */
const MAX_ERROR_BYTES = 64 * 1024;

export type Tell = (event: Event, transfer?: readonly ArrayBuffer[]) => void;

/** Passes output on, until as much is on its way as may be. @returns to be called with what was used of it */
export function passOutput(stdout: Readable, tell: Tell): (taken: number) => void {
  let onTheWay = 0;
  stdout.on('data', (chunk: Uint8Array<ArrayBuffer>) => {
    const { byteLength } = chunk;
    // Transferring takes the whole memory: it must hold nothing else, and not be one of Node's pools
    const bytes = chunk.buffer.byteLength === byteLength ? chunk : new Uint8Array(chunk);
    onTheWay += byteLength;
    tell({ told: 'output', bytes }, [bytes.buffer]);
    if (onTheWay >= WINDOW_BYTES) stdout.pause();
  });
  stdout.once('end', () => tell({ told: 'output-end' }));
  stdout.once('error', ({ message }) => tell({ told: 'output-end', problem: message }));
  return (taken) => {
    onTheWay -= taken;
    if (onTheWay < WINDOW_BYTES) stdout.resume();
  };
}

export function passErrors(stderr: Readable, tell: Tell): void {
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
    if (length > MAX_ERROR_BYTES) return;
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    tellLines(lines);
  });
  stderr.once('close', () => {
    tellLines([rest, length > MAX_ERROR_BYTES ? '(more of its error output was left out)' : '']);
  });
}

/** What has gone into the input is told now and then, and its memory given back. */
export function inputWriter(stdin: Writable, tell: Tell): (bytes: Uint8Array<ArrayBuffer>) => void {
  let wrote = 0;
  let memory: ArrayBuffer[] = [];
  stdin.once('error', () => tell({ told: 'input-closed' })); // a script need not read its content
  return (bytes) => {
    stdin.write(bytes, () => {
      wrote += bytes.byteLength;
      memory.push(bytes.buffer);
      if (wrote < WINDOW_BYTES / 4) return;
      tell({ told: 'wrote', byteLength: wrote, memory }, memory);
      wrote = 0;
      memory = [];
    });
  };
}
