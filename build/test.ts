import { isFresh, isPackageFresh } from './fresh-build.ts';
import { ROOT, say } from './project.ts';
import { STAGES, type Stage } from './testing/stages.ts';
import { summaryLines, type TimedResult } from './testing/summary.ts';

/** Vite and knip are ES modules that CommonJS loads: Node can do that since 20.19 and 22.12. */
function assertToolsRun(): void {
  if (process.features.require_module) return;
  throw new Error(`npm test needs Node 20.19, 22.12 or newer for its tools, and this is Node ${process.versions.node}`);
}

/** Stages named on the command line, or all; what tests the built files gets them built. */
function chooseStages(names: readonly string[]): readonly Stage[] {
  if (names.length === 0) return STAGES;
  const known = STAGES.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no stage "${unknown.join('", "')}"; there are: ${known.join(', ')}`);
  const wanted = [...names, ...stale(names)];
  return STAGES.filter(({ name }) => wanted.includes(name));
}

/** What has to be made anew for these stages. */
function stale(names: readonly string[]): string[] {
  const build = names.some((name) => ['http', 'e2e', 'package'].includes(name)) && !isFresh(ROOT);
  const packed = names.includes('e2e') && !isPackageFresh(ROOT);
  return [...(build ? ['build'] : []), ...(packed ? ['package'] : [])];
}

async function runStage(stage: Stage): Promise<TimedResult> {
  console.log(`\n── ${stage.name}`);
  const startMs = performance.now();
  const result = await stage.run();
  const seconds = (performance.now() - startMs) / 1000;
  console.log(
    `── ${stage.name}: ${result.code === 0 ? 'ok' : `failed, exit code ${result.code}`}, ${seconds.toFixed(1)} s`,
  );
  return { ...result, name: stage.name, seconds };
}

async function test(names: readonly string[]): Promise<number> {
  assertToolsRun();
  const results: TimedResult[] = [];
  const stages = chooseStages(names);
  for (const stage of stages) {
    results.push(await runStage(stage));
    if (results.at(-1)?.code !== 0) break; // what follows would fail for the same reason or hide it
  }
  const left = stages.slice(results.length).map(({ name }) => name);
  console.log(`\n${summaryLines(results, left).join('\n')}`);
  return results.at(-1)?.code ?? 0;
}

process.exitCode = await test(process.argv.slice(2)).catch((error: Error) => {
  say(error.message);
  return 1;
});
