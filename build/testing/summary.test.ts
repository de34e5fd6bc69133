import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../project.ts';
import { countTests, NO_TESTS } from './counts.ts';
import { summaryLines } from './summary.ts';

const passed = { status: 'passed', fullName: 'a range is served' };
const failed = { status: 'failed', fullName: 'a folder is listed' };
const skipped = { status: 'skipped', fullName: 'a script runs' };
const file = { name: join(ROOT, 'test', 'a.test.ts'), status: 'passed', assertionResults: [passed, passed, skipped] };

test('tests are counted over all files, and skipped ones are named with their file', () => {
  const other = { name: 'b.test.ts', status: 'failed', assertionResults: [passed, failed] };
  expect(countTests({ testResults: [file, other] })).toEqual({
    passed: 3,
    failed: 1,
    skipped: ['test/a.test.ts: a script runs'],
  });
});

test('a file that does not load is one failed test', () => {
  const broken = { name: 'c.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] };
  expect(countTests({ testResults: [file, broken] }).failed).toBe(1);
});

test('the last line sums the tests of all stages', () => {
  const results = [
    { name: 'lint', seconds: 1, code: 0, counts: NO_TESTS },
    { name: 'unit', seconds: 2, code: 0, counts: { passed: 3, failed: 0, skipped: ['test/a.test.ts: a script runs'] } },
    { name: 'http', seconds: 3, code: 0, counts: { passed: 4, failed: 0, skipped: [] } },
  ];
  const lines = summaryLines(results, []);
  expect(lines.at(-1)).toBe('7 passed, 0 failed');
  expect(lines).toContain('SKIPPED: test/a.test.ts: a script runs');
});

test('a stage that failed without a test counts as a failure, and what did not run is named', () => {
  const lines = summaryLines([{ name: 'lint', seconds: 1, code: 1, counts: NO_TESTS }], ['unit', 'e2e']);
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
  expect(lines).toContain('not run: unit, e2e');
});
