import { join } from 'node:path';
import { ROOT } from '../../build/project.ts';
import { bareNode, ourPeer } from '../peers/ours.ts';
import type { Peer } from '../peers/peer.ts';
import { atLeast, atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, loadTurn, ratioOf, type Turn } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';

const CONNECTIONS = 32;

/** Our proxy feature beside the library it is built on, both before the same upstream on the load's core. */
export async function measureProxy(run: BenchRun): Promise<void> {
  const root = run.work.folder('empty');
  const upstream = await run.startOurs({ ...bareNode([]), name: 'upstream' }, root, 'any');
  const servers = new Map<string, ServerProcess>();
  servers.set('ours', await run.startOurs(ourPeer('Portico', ['--proxy', `/=${upstream.url}`]), root));
  servers.set('http-proxy-3', await run.startOurs(libraryAlone(upstream.url), root));
  servers.set('upstream', upstream);
  const turn = (name: string, connections: number) => {
    const server = servers.get(name) as ServerProcess;
    const { seconds } = run.options;
    return loadTurn(server, { url: `${server.url}/x`, connections, seconds, workFolder: run.work.path });
  };
  const both = ['ours', 'http-proxy-3'];
  for (const name of both) await turn(name, CONNECTIONS);
  const busy = await interleaved(run.options.rounds, both, (name) => turn(name, CONNECTIONS));
  const quiet = await interleaved(run.options.rounds, ['ours', 'upstream'], (name) => turn(name, 1));
  addRows(run, busy, quiet);
  for (const server of servers.values()) await server.stop();
}

function libraryAlone(target: string): Peer {
  const script = join(ROOT, 'bench', 'peers', 'http-proxy-3.mjs');
  return {
    name: 'http-proxy-3',
    version: 'as in package.json',
    command: (_root, port) => ({ program: process.execPath, args: [script, String(port), target] }),
  };
}

function addRows(run: BenchRun, busy: Map<string, Turn[]>, quiet: Map<string, Turn[]>): void {
  const [mine = [], theirs = []] = [busy.get('ours'), busy.get('http-proxy-3')];
  const text = (turns: readonly Turn[]) =>
    `${shown(median(turns.map(({ perSecond }) => perSecond)))}/s, ${shown(median(turns.map(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest)))} µs`;
  run.add({
    group: 'proxy',
    what: 'proxy vs http-proxy-3 alone',
    ours: text(mine),
    peer: `http-proxy-3 ${text(theirs)}`,
    value: ratioOf(mine, theirs, ({ perSecond }) => perSecond),
    byCpu: 1 / ratioOf(mine, theirs, ({ cpuMicrosPerRequest }) => cpuMicrosPerRequest),
    goal: atLeast(0.8),
  });
  const p50 = (name: string) => median((quiet.get(name) ?? []).map(({ p50Ms }) => p50Ms));
  run.add({
    group: 'proxy',
    what: 'proxy, time added at the median, one connection',
    ours: `${shown(p50('ours'))} ms`,
    peer: `upstream itself ${shown(p50('upstream'))} ms`,
    value: p50('ours') - p50('upstream'),
    goal: atMost(1, 'ms'),
  });
}
