import { get } from 'node:http';
import type { LoadRequest } from '../load/load.ts';
import { ours } from '../peers/ours.ts';
import type { Arena } from '../support/arena.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, loadTurn, ratioOf, type Turn } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';
import type { RateRow } from './rate-table.ts';

const WARM_REQUESTS = 100_000;
const WARM_SECONDS = 6;

interface Contestant {
  readonly server: ServerProcess;
  readonly requests: readonly LoadRequest[];
}

/** Requests per second of ours beside those of each peer, two at a time: what lies idle for long has to come round first. */
export async function measureRate(run: BenchRun, arena: Arena, row: RateRow): Promise<void> {
  const contestants = await findContestants(run, arena, row);
  const { connections } = row;
  const { rounds, seconds } = run.options;
  const load = (name: string, secondsNow: number) => {
    const { server, requests } = contestants.get(name) as Contestant;
    return loadTurn(server, { url: server.url, requests, connections, seconds: secondsNow, workFolder: run.work.path });
  };
  for (const name of contestants.keys()) {
    if (name === ours.name) continue;
    const pair = [ours.name, name];
    for (const each of pair) await warm(() => load(each, 1));
    addRow(run, row, await interleaved(rounds, pair, (each) => load(each, seconds)), name);
  }
}

/** So that no round counts compiling or caching. */
async function warm(load: () => Promise<Turn>): Promise<void> {
  let requests = 0;
  for (let i = 0; i < WARM_SECONDS && requests < WARM_REQUESTS; i++) requests += (await load()).requests;
}

async function findContestants(run: BenchRun, arena: Arena, row: RateRow): Promise<Map<string, Contestant>> {
  const contestants = new Map<string, Contestant>();
  for (const name of [ours.name, ...Object.keys(row.against)]) {
    const server = await arena.server(name);
    if (!server) continue;
    const requests = await row.requests(arena, server);
    const problem = name === 'bare node:http' ? undefined : await wrongAnswer(server.url, requests[0], row.expects);
    if (problem === undefined) contestants.set(name, { server, requests });
    else if (name === ours.name) throw new Error(`${row.what}: ours answers with ${problem}`);
    else run.skip(`${name} in "${row.what}": it answers with ${problem}`);
  }
  return contestants;
}

function addRow(run: BenchRun, { group, what, against }: RateRow, turns: Map<string, Turn[]>, name: string): void {
  const [mine, theirs] = [turns.get(ours.name) ?? [], turns.get(name) ?? []];
  const goal = against[name];
  run.add({
    group,
    what: `${what} vs ${name}`,
    ours: rateOf(mine),
    peer: `${name} ${rateOf(theirs)}`,
    value: ratioOf(mine, theirs, ({ perSecond }) => perSecond),
    byCpu: 1 / ratioOf(mine, theirs, ({ cpuMicrosPerRequest }) => cpuMicrosPerRequest),
    ...(goal ? { goal } : {}),
  });
}

function rateOf(turns: readonly Turn[]): string {
  const rate = median(turns.map(({ perSecond }) => perSecond));
  const micros = median(turns.map(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest));
  const p99 = median(turns.map(({ p99Ms }) => p99Ms));
  return `${shown(rate)}/s, ${shown(micros)} µs, p99 ${shown(p99)} ms`;
}

/** @returns what was answered, if it is not what the row is about */
function wrongAnswer(
  url: string,
  { path, fields = {} }: LoadRequest = { path: '/' },
  expects: RateRow['expects'],
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { agent: false, headers: fields }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once('end', () => {
        const isRight = response.statusCode === expects.status && (expects.bytes ?? bytes) === bytes;
        resolve(isRight ? undefined : `${response.statusCode} and ${bytes} bytes`);
      });
    }).once('error', reject);
  });
}
