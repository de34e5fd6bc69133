import { connect, type Socket } from 'node:net';
import { percentile } from '../support/numbers.ts';
import type { Load, LoadResult } from './load.ts';

interface Tally {
  readonly latencies: number[];
  requests: number;
  bytes: number;
  errors: number;
}

/** Slower than wrk, so it understates fast servers; for computers that have no wrk. */
export async function ownLoad(load: Load): Promise<LoadResult> {
  const tally: Tally = { latencies: [], requests: 0, bytes: 0, errors: 0 };
  const until = performance.now() + load.seconds * 1_000;
  const texts = requestTexts(load);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: load.connections }, (_, i) => client(load.url, texts, i, until, tally)));
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    requests: tally.requests,
    perSecond: tally.requests / seconds,
    bytesPerSecond: tally.bytes / seconds,
    p50Ms: percentile(tally.latencies, 0.5),
    p99Ms: percentile(tally.latencies, 0.99),
    errors: tally.errors,
  };
}

function requestTexts({ url, requests }: Load): string[] {
  const { host, pathname } = new URL(url);
  return (requests ?? [{ path: pathname }]).map(({ path, fields = {} }) => {
    const lines = Object.entries({ Host: host, ...fields }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  });
}

/** One connection: the next request leaves when the answer to the last one is whole. */
function client(url: string, texts: readonly string[], start: number, until: number, tally: Tally): Promise<void> {
  return new Promise((resolve) => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    let turn = start;
    const ask = () => {
      if (performance.now() > until) return void socket.destroy();
      const sentAt = performance.now();
      onceAnswered(socket, (bytes) => {
        tally.latencies.push(performance.now() - sentAt);
        tally.requests += 1;
        tally.bytes += bytes;
        ask();
      });
      socket.write(texts[turn++ % texts.length] ?? '');
    };
    socket.once('connect', ask);
    socket.once('error', () => {
      tally.errors += 1;
    });
    socket.once('close', () => resolve());
  });
}

/** Only answers with `Content-Length` or without content, which all files have. */
function onceAnswered(socket: Socket, done: (bytes: number) => void): void {
  let head = '';
  let missing: number | undefined;
  let bytes = 0;
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    if (missing === undefined) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const isEmpty = / (204|304) /.test(head.slice(0, 16));
      const length = isEmpty ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      missing = end + 4 + length - bytes;
    } else missing -= chunk.length;
    if (missing > 0) return;
    socket.off('data', take);
    done(bytes);
  };
  socket.on('data', take);
}
