import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT, say } from '../../build/project.ts';
import { loadGenerator } from '../load/load.ts';
import type { BenchRun } from '../support/bench-run.ts';
import { picture } from './picture.ts';
import { isMet } from './row.ts';
import { markdownTable } from './table.ts';

/** `bench/results.md` and its picture. */
export function writeResults(run: BenchRun): void {
  writeFileSync(join(ROOT, 'bench', 'results.svg'), picture(run.rows));
  writeFileSync(join(ROOT, 'bench', 'results.md'), report(run));
  say('wrote bench/results.md and bench/results.svg');
}

function report(run: BenchRun): string {
  const { rounds, seconds } = run.options;
  const judged = run.rows.map(isMet).filter((met) => met !== undefined);
  const missed = run.rows.filter((row) => isMet(row) === false).map(({ what }) => what);
  return `# Benchmark results

Written by \`npm run bench\`; do not edit. ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC.

${machine()}

Ours is the built command line with its access log on. A row's value is the median over ${rounds} rounds of the ratio within
a round; in each round both have a turn of ${seconds} s, one right after the other, in changing order. The server has one
core, the load (${loadGenerator}) another one. "By CPU" is the same ratio by processor time per request, from /proc: other
programs on the machine disturb it less. A higher ratio is better where the goal is "≥", a lower one where it is "≤".

${judged.filter(Boolean).length} of ${judged.length} goals met${missed.length > 0 ? `; missed: ${missed.join('; ')}` : ''}.

![Portico beside other servers, hot 1 KiB](results.svg)

${markdownTable(run.rows)}

## Servers

${run.peers.map(({ name, version }) => `- ${name} ${version}`).join('\n')}
- Node.js ${process.versions.node} for Portico and the Node peers

## Not measured

${run.skipped.length === 0 ? 'Nothing was left out.' : run.skipped.map((each) => `- ${each}`).join('\n')}
`;
}

function machine(): string {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${memory} GiB, ${system()}, Linux ${release()}.`;
}

function system(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
