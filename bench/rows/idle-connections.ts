import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ourPeer } from '../peers/ours.ts';
import { atLeast, atMost } from '../report/row.ts';
import type { Arena } from '../support/arena.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { loadTurn, ratioOf, type Turn } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';

const IDLE = 5_000;
const AT_ONCE = 200;
const SETTLE_MS = 1_000;

/** Browsers keep connections open that they do not use: what those cost. Opened and closed in every round. */
export async function measureIdleConnections(run: BenchRun, arena: Arena): Promise<void> {
  const peer = ourPeer('Portico', ['--limits-keep-alive-timeout-ms', '600000', '--limits-max-connections', '20000']);
  const server = await run.startOurs(peer, arena.root);
  const load = () => {
    const { seconds } = run.options;
    const url = `${server.url}/1k.txt`;
    return loadTurn(server, { url, connections: 32, seconds, workFolder: run.work.path });
  };
  await load();
  const alone: Turn[] = [];
  const beside: Turn[] = [];
  const grown: number[] = [];
  for (let round = 0; round < run.options.rounds; round++) {
    alone.push(await load());
    const beforeMb = server.rssMb;
    const sockets = await openIdle(server);
    await sleep(SETTLE_MS);
    grown.push(server.rssMb - beforeMb);
    beside.push(await load());
    for (const socket of sockets) socket.destroy();
    await sleep(SETTLE_MS);
  }
  await server.stop();
  addRows(run, alone, beside, median(grown));
}

function addRows(run: BenchRun, alone: readonly Turn[], beside: readonly Turn[], grownMb: number): void {
  const rate = (turns: readonly Turn[]) => `${shown(median(turns.map(({ perSecond }) => perSecond)))}/s`;
  run.add({
    group: 'idle',
    what: 'hot rate with 5,000 idle connections vs without',
    ours: rate(beside),
    peer: `without ${rate(alone)}`,
    value: ratioOf(beside, alone, ({ perSecond }) => perSecond),
    byCpu: 1 / ratioOf(beside, alone, ({ cpuMicrosPerRequest }) => cpuMicrosPerRequest),
    goal: atLeast(0.98),
  });
  const what = 'memory of 5,000 idle connections';
  run.add({ group: 'idle', what, ours: `${shown(grownMb)} MB`, peer: '', value: grownMb, goal: atMost(25, 'MB') });
}

async function openIdle({ url }: ServerProcess): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < IDLE) {
    sockets.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => openOne(url)))));
  }
  return sockets;
}

/** A connection that has had one answer and now waits. */
function openOne(url: string): Promise<Socket> {
  const { port, hostname, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`GET /1k.txt HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.once('data', () => {
      socket.on('data', () => undefined);
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
