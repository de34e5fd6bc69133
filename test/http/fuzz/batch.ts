import { connect } from 'node:net';
import { oddRequest } from './grammar.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

/** What one connection sends. */
export interface Batch {
  readonly bytes: Buffer;
  readonly requests: number;
  /** Where the bytes are cut into two writes. */
  readonly splitAt: number;
  /** Leave without reading the answers. */
  readonly resets: boolean;
}

/** Odd requests that keep the connection, for the most part, and one broken one behind them, which may end it. */
export function makeBatch(random: Random): Batch {
  const odd = random.some(24, () => oddRequest(random));
  const bytes = Buffer.from([...odd, mutate(random, oddRequest(random))].join(''), 'latin1');
  return { bytes, requests: odd.length + 1, splitAt: random.below(bytes.length + 1), resets: random.chance(0.03) };
}

/**
 * Sends a batch and closes the sending side: a server that gets the end of everything has to answer what it can, and close.
 * @returns all that came back · @throws Error when the server does not close the connection in time
 */
export function sendBatch(port: number, { bytes, splitAt, resets }: Batch, patienceMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const hung = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(`no end within ${patienceMs} ms; so far: ${Buffer.concat(received).toString('latin1', 0, 300)}`),
      );
    }, patienceMs);
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', () => undefined); // a reset: what came before it counts
    socket.once('close', () => {
      clearTimeout(hung);
      resolve(Buffer.concat(received));
    });
    socket.once('end', () => socket.destroy());
    socket.once('connect', () => {
      socket.write(bytes.subarray(0, splitAt));
      setImmediate(() => {
        socket.write(bytes.subarray(splitAt));
        if (resets) socket.resetAndDestroy();
        else socket.end();
      });
    });
  });
}
