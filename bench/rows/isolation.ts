import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourPeer } from '../peers/ours.ts';
import { atMost } from '../report/row.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { beforeAllOthers } from '../support/cores.ts';
import { median, percentile, shown } from '../support/numbers.ts';
import { interleaved, ratioOf } from '../support/rounds.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { makeEntries } from '../support/trees.ts';
import { repeatedly, slowUpload } from './isolation-work.ts';
import { probe } from './probe.ts';

const ENTRIES = 50_000;
const SLOW_SCRIPT = '#!/bin/sh\nsleep 0.2\nprintf "Content-Type: text/plain\\r\\n\\r\\nslow"\n';
const SLOW_HANDLERS = `export default {
  fetch(request) {
    if (!request.url.includes('/busy')) return undefined;
    for (const end = Date.now() + 200; Date.now() < end; );
    return new Response('busy');
  },
};
`;

/** Starts work of a kind. @returns ends it */
type Work = (server: ServerProcess) => () => Promise<void>;

const WORK: Readonly<Record<string, Work>> = {
  nothing: () => async () => undefined,
  'a slow upload': (server) => slowUpload(`${server.url}/received/upload.bin`),
  'a CGI script': (server) => repeatedly(`${server.url}/cgi-bin/slow.sh`),
  'a listing of 50,000': (server) => repeatedly(`${server.url}/listed/`),
  'a busy handler': (server) => repeatedly(`${server.url}/busy`),
};

/** How long small files take while one server does something slow for somebody else. */
export async function measureIsolation(run: BenchRun): Promise<void> {
  const root = makeRoot(run);
  const flags = ['--cgi', '--upload', '--upload-conflict', 'replace', `--handlers=${join(root, 'handlers.mjs')}`];
  const server = await run.startOurs(ourPeer('Portico', flags), root, 'any');
  const names = Object.keys(WORK);
  const turn = async (name: string) => {
    const end = (WORK[name] as Work)(server);
    const latencies = await beforeAllOthers(() => probe(`${server.url}/1k.txt`, run.options.seconds));
    await end();
    return { p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
  };
  for (const name of names) await turn(name);
  const turns = await interleaved(run.options.rounds, names, turn);
  await server.stop();
  const idle = turns.get('nothing') ?? [];
  const text = (of: readonly { p50Ms: number; p99Ms: number }[]) =>
    `p99 ${shown(median(of.map(({ p99Ms }) => p99Ms)))} ms, median ${shown(median(of.map(({ p50Ms }) => p50Ms)))} ms`;
  for (const name of names.slice(1)) {
    const during = turns.get(name) ?? [];
    run.add({
      group: 'isolation',
      what: `p99 of small files during ${name} vs idle`,
      ours: text(during),
      peer: `idle ${text(idle)}`,
      value: ratioOf(during, idle, ({ p99Ms }) => p99Ms),
      goal: atMost(2),
    });
  }
}

function makeRoot(run: BenchRun): string {
  const root = run.work.folder('isolation');
  writeFileSync(join(root, '1k.txt'), Buffer.alloc(1024, 'portico '));
  run.work.folder('isolation/received');
  const script = join(run.work.folder('isolation/cgi-bin'), 'slow.sh');
  writeFileSync(script, SLOW_SCRIPT);
  chmodSync(script, 0o755);
  writeFileSync(join(root, 'handlers.mjs'), SLOW_HANDLERS);
  makeEntries(join(root, 'listed'), ENTRIES);
  return root;
}
