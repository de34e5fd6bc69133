import { say } from '../build/project.ts';
import { GROUPS } from './groups.ts';
import { readOptions } from './options.ts';
import { plainTable } from './report/table.ts';
import { writeResults } from './report/write.ts';
import { Arena } from './support/arena.ts';
import { BenchRun } from './support/bench-run.ts';
import { moveToClientCore } from './support/cores.ts';
import { killServers } from './support/server-process.ts';

/** Measures, prints the table, writes `bench/results.md`. Resolves with the exit code: a goal that is missed is no error. */
export async function bench(args: readonly string[]): Promise<number> {
  const options = readOptions(args, [...GROUPS.keys()]);
  if (!moveToClientCore()) say('no taskset or only one core: server and load share their cores, ratios say less');
  const run = new BenchRun(options);
  let arena: Arena | undefined;
  const cleanUp = () => {
    killServers();
    run.work.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  process.once('exit', cleanUp);
  for (const [name, measure] of GROUPS) {
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    say(`measuring ${name}`);
    await measure(run, () => (arena ??= new Arena(run)));
  }
  await arena?.close();
  console.log(`\n${plainTable(run.rows)}`);
  if (run.skipped.length > 0) console.log(`\nSKIPPED\n${run.skipped.map((each) => `- ${each}`).join('\n')}`);
  if (options.write) writeResults(run);
  return 0;
}
