import type { StageResult } from './stages.ts';

export interface TimedResult extends StageResult {
  readonly name: string;
  readonly seconds: number;
}

/** @param left names of the stages that did not run because one before them failed */
export function summaryLines(results: readonly TimedResult[], left: readonly string[]): string[] {
  const skipped = results.flatMap(({ counts }) => counts.skipped);
  const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = results.reduce((sum, result) => sum + failures(result), 0);
  return [
    ...results.map(
      (result) => `${result.name.padEnd(7)} ${result.seconds.toFixed(1).padStart(6)} s  ${outcome(result)}`,
    ),
    ...(left.length > 0 ? [`not run: ${left.join(', ')}`] : []),
    ...skipped.map((name) => `SKIPPED: ${name}`),
    `${passed} passed, ${failed} failed`,
  ];
}

/** A stage that failed without a failed test (lint, types, a crash) counts as one: "0 failed" must mean all is well. */
function failures({ code, counts }: TimedResult): number {
  return code === 0 ? counts.failed : Math.max(1, counts.failed);
}

function outcome({ code, counts: { passed, failed, skipped } }: TimedResult): string {
  const words = code === 0 ? 'ok' : `FAILED (exit code ${code})`;
  const tests = passed + failed + skipped.length;
  return tests === 0 ? words : `${words}, ${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}
