import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from '../project.ts';

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** File and name of each. */
  readonly skipped: readonly string[];
}

export const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: [] };

/** A file that failed outside its tests (it does not load, a hook throws) counts as one failed test. */
export function countTests(report: VitestReport): Counts {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failedIn = (file: VitestReport['testResults'][number]) =>
    file.assertionResults.filter(({ status }) => status === 'failed').length || (file.status === 'failed' ? 1 : 0);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: report.testResults.reduce((sum, file) => sum + failedIn(file), 0),
    skipped: report.testResults.flatMap(skippedIn),
  };
}

function skippedIn({ name, assertionResults }: VitestReport['testResults'][number]): string[] {
  const file = relative(ROOT, name).replaceAll('\\', '/');
  const skipped = assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status));
  return skipped.map(({ fullName }) => `${file}: ${fullName}`);
}

export function countsIn(path: string): Counts {
  return existsSync(path) ? countTests(JSON.parse(readFileSync(path, 'utf8')) as VitestReport) : NO_TESTS;
}
