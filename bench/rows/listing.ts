import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ours } from '../peers/ours.ts';
import { atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { median, shown } from '../support/numbers.ts';
import { interleaved, ratioOf } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { makeEntries } from '../support/trees.ts';

const ENTRIES = 50_000;
const PROBE_EVERY_MS = 2;

interface Listing {
  readonly firstByteMs: number;
  readonly wholeMs: number;
  readonly bytes: number;
  /** The longest that another client waited for a small file meanwhile. */
  readonly stallMs: number;
}

/** A folder with 50,000 entries: ours tells names, sizes and dates, Python names only. */
export async function measureListing(run: BenchRun): Promise<void> {
  const root = run.work.folder('listed');
  makeEntries(root, ENTRIES);
  const servers = new Map<string, ServerProcess>([[ours.name, await run.startOurs(ours, root)]]);
  const pythonPeer = run.peer('python3');
  const python = pythonPeer && (await run.start(pythonPeer, root));
  if (python) servers.set('python3', python);
  const names = [...servers.keys()];
  const list = (name: string) => listOnce((servers.get(name) as ServerProcess).url);
  for (const name of names) await list(name);
  const turns = await interleaved(Math.max(3, run.options.rounds), names, list);
  addRows(run, turns.get(ours.name) ?? [], turns.get('python3') ?? []);
  for (const server of servers.values()) await server.stop();
}

function addRows(run: BenchRun, mine: readonly Listing[], theirs: readonly Listing[]): void {
  const middle = (value: (listing: Listing) => number) => median(mine.map(value));
  const group = 'listing';
  const firstByteMs = middle((listing) => listing.firstByteMs);
  const stallMs = middle((listing) => listing.stallMs);
  if (theirs.length > 0) {
    run.add({
      group,
      what: 'listing 50,000 entries, time vs python3',
      ours: `${shown(middle((listing) => listing.wholeMs))} ms, ${shown(middle((listing) => listing.bytes) / 2 ** 20)} MiB`,
      peer: `python3 ${shown(median(theirs.map(({ wholeMs }) => wholeMs)))} ms`,
      value: ratioOf(mine, theirs, ({ wholeMs }) => wholeMs),
      goal: atMost(1),
    });
  }
  const figure = (what: string, value: number, goalMs: number) =>
    run.add({ group, what, ours: `${shown(value)} ms`, peer: '', value, goal: atMost(goalMs, 'ms') });
  figure('listing, first byte', firstByteMs, 100);
  figure('listing, longest stall of other requests', stallMs, 40);
}

async function listOnce(url: string): Promise<Listing> {
  let stallMs = 0;
  let isListing = true;
  const probing = (async () => {
    while (isListing) {
      const sentAt = performance.now();
      await fetchOnce(`${url}/entry-1.txt`);
      stallMs = Math.max(stallMs, performance.now() - sentAt);
      await sleep(PROBE_EVERY_MS);
    }
  })();
  const listing = await fetchOnce(`${url}/`);
  isListing = false;
  await probing;
  return { ...listing, stallMs };
}

function fetchOnce(url: string): Promise<Omit<Listing, 'stallMs'>> {
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { Accept: 'text/html' } }, (response) => {
      let firstByteMs = Number.NaN;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - sentAt;
        bytes += chunk.length;
      });
      response.once('end', () => resolve({ firstByteMs, bytes, wholeMs: performance.now() - sentAt }));
    }).once('error', reject);
  });
}
