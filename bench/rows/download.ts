import { fetchAway } from '../load/fetch-away.ts';
import { ours } from '../peers/ours.ts';
import { atLeast, atMost } from '../report/row.ts';
import { type Arena, DOWNLOAD_BYTES } from '../support/arena.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, ratioOf } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';

interface Download {
  readonly bytesPerSecond: number;
  readonly cpuSeconds: number;
  readonly grownMb: number;
}

const SAMPLE_MS = 50;

/** One large file by one client, and what it does to the memory of the server. */
export async function measureDownload(run: BenchRun, arena: Arena): Promise<void> {
  const nginx = await arena.server('nginx');
  const servers = new Map([ours.name, 'nginx'].map((name) => [name, name === 'nginx' ? nginx : undefined]));
  servers.set(ours.name, await arena.ours());
  const names = [...servers].filter(([, server]) => server !== undefined).map(([name]) => name);
  const turns = await interleaved(Math.min(run.options.rounds, 3), names, (name) =>
    download(servers.get(name) as ServerProcess),
  );
  const [mine = [], theirs = []] = [turns.get(ours.name), turns.get('nginx')];
  const grown = Math.max(...mine.map(({ grownMb }) => grownMb));
  if (theirs.length > 0) {
    run.add({
      group: 'download',
      what: '2 GiB download vs nginx',
      ours: shownDownload(mine),
      peer: `nginx ${shownDownload(theirs)}`,
      value: ratioOf(mine, theirs, ({ bytesPerSecond }) => bytesPerSecond),
      byCpu: 1 / ratioOf(mine, theirs, ({ cpuSeconds }) => cpuSeconds),
      goal: atLeast(1.2),
    });
  }
  run.add({
    group: 'download',
    what: '2 GiB download, growth of RSS',
    ours: `${shown(grown)} MB`,
    peer: '',
    value: grown,
    goal: atMost(16, 'MB'),
  });
}

function shownDownload(turns: readonly Download[]): string {
  const rate = median(turns.map(({ bytesPerSecond }) => bytesPerSecond)) / 2 ** 20;
  return `${shown(rate)} MiB/s, ${shown(median(turns.map(({ cpuSeconds }) => cpuSeconds)))} s of CPU`;
}

async function download(server: ServerProcess): Promise<Download> {
  const before = { rssMb: server.rssMb, cpuMs: server.cpuMs, at: performance.now() };
  let largest = before.rssMb;
  const sampling = setInterval(() => {
    largest = Math.max(largest, server.rssMb);
  }, SAMPLE_MS);
  const bytes = await fetchAway(`${server.url}/2g.bin`).finally(() => clearInterval(sampling));
  if (bytes !== DOWNLOAD_BYTES) throw new Error(`${server.name} sent ${bytes} bytes of ${DOWNLOAD_BYTES}`);
  return {
    bytesPerSecond: (bytes * 1_000) / (performance.now() - before.at),
    cpuSeconds: (server.cpuMs - before.cpuMs) / 1_000,
    grownMb: largest - before.rssMb,
  };
}
