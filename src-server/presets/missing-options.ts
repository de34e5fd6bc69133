import { isDeepStrictEqual } from 'node:util';
import type { ConfigInput, OptionKey } from '../config/schema.ts';

type Rule = Readonly<Record<string, unknown>>;

/** The part of `wanted` that is not set yet. Lists of rules are added to; whatever else a person has set stays as it is. */
export function missingOptions(wanted: ConfigInput, config: ConfigInput): ConfigInput {
  const keys = Object.keys(wanted) as OptionKey[];
  const entries = keys.map((key) => [key, missingValue(wanted[key], config[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function missingValue(wanted: unknown, present: unknown): unknown {
  if (present === undefined) return wanted;
  if (!isRules(wanted) || !isRules(present)) return undefined;
  const added = wanted.filter((rule) => !present.some((other) => says(other, rule)));
  return added.length > 0 ? [...present, ...added] : undefined;
}

function isRules(value: unknown): value is readonly Rule[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object');
}

/** Whether a rule is there already: with more to it, or for the same file under another address. */
function says(present: Rule, wanted: Rule): boolean {
  if (wanted.file !== undefined) return present.file === wanted.file;
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(present[key], value));
}
