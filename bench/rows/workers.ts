import { execFileSync } from 'node:child_process';
import { ourPeer } from '../peers/ours.ts';
import { atLeast } from '../report/row.ts';
import type { Arena } from '../support/arena.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, loadTurn, ratioOf } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';

/** Several listeners on one port, where Node can do that. The load takes part of the second core: a lower bound. */
export async function measureWorkers(run: BenchRun, arena: Arena): Promise<void> {
  const node = run.options.workersNode;
  const version = versionOf(node);
  if (process.platform !== 'linux' || !canReusePort(version)) {
    return run.skip(
      `two workers: reusePort needs Node 22.12 or newer on Linux, this is ${version}; --workers-node names another`,
    );
  }
  const servers = new Map<string, ServerProcess>();
  for (const count of [1, 2]) {
    const peer = ourPeer(`Portico with ${count}`, ['--workers', String(count)], node);
    servers.set(String(count), await run.startOurs(peer, arena.root, 'any'));
  }
  const turn = (name: string) => {
    const server = servers.get(name) as ServerProcess;
    const { seconds } = run.options;
    return loadTurn(server, { url: `${server.url}/1k.txt`, connections: 64, seconds, workFolder: run.work.path });
  };
  for (const name of servers.keys()) await turn(name);
  const turns = await interleaved(run.options.rounds, [...servers.keys()], turn);
  const [one = [], two = []] = [turns.get('1'), turns.get('2')];
  const rate = (name: string) => `${shown(median((turns.get(name) ?? []).map(({ perSecond }) => perSecond)))}/s`;
  run.add({
    group: 'workers',
    what: `hot 1 KiB, two workers vs one (Node ${version})`,
    ours: rate('2'),
    peer: `one ${rate('1')}`,
    value: ratioOf(two, one, ({ perSecond }) => perSecond),
    goal: atLeast(1.01),
  });
  for (const server of servers.values()) await server.stop();
}

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);

function canReusePort(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}
