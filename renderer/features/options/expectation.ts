import type { TFunction } from 'i18next';
import type * as z from 'zod/mini';
import { describeIssues } from '../../../src-server/config/problem.ts';
import { expectedText, problemText } from '../../error-text.ts';

/** What is wrong with the value of a field, in the language of the page; undefined if nothing is. */
export function expectation(t: TFunction, schema: z.ZodMiniType, value: unknown): string | undefined {
  const checked = schema.safeParse(value);
  if (checked.success) return undefined;
  const [problem] = describeIssues(checked.error.issues, value, schema);
  if (!problem) return undefined;
  const { why, wanted } = problem;
  const isPlain = why === 'wrong' || why === 'missing'; // what was written stands in the field
  return isPlain && Array.isArray(wanted) ? t('expect.is', { what: expectedText(t, wanted) }) : problemText(t, problem);
}
