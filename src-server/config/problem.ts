import type * as z from 'zod/mini';
import { type ProblemParams, problem } from '../problems.ts';
import { EXPECTED, expectedName } from './expected.ts';
import { isPlainObject } from './plain-object.ts';
import { below, parts } from './shape.ts';
import { nearest } from './suggest.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One wrong option in words: its key path, and what was given and what is accepted. */
export type Problem = ProblemParams & { readonly option: string };

const KINDS: Readonly<Record<string, string>> = {
  string: EXPECTED.text,
  number: EXPECTED.number,
  boolean: EXPECTED.boolean,
  object: EXPECTED.object,
  record: EXPECTED.object,
  array: EXPECTED.list,
};
const LONGEST_SHOWN = 60;

/** Puts zod's issues into words. One problem for each key path: the first says enough. */
export function describeIssues(issues: readonly Issue[], input: unknown, schema: z.ZodMiniType): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const problem of issues.flatMap((issue) => inWords(issue, [], input, schema))) {
    if (!problems.has(problem.option)) problems.set(problem.option, problem);
  }
  return [...problems.values()];
}

/** `cors.maxAgeS`, `rest[0].file`, `mediaTypes[".foo"]`. */
export function formatPath(path: Path): string {
  const text = path.map((key) =>
    typeof key === 'number' ? `[${key}]` : /^\w+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`,
  );
  return text.join('').replace(/^\./, '') || 'options';
}

function inWords(issue: Issue, before: Path, input: unknown, schema: z.ZodMiniType): Problem[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, schema));
  if (issue.code === 'invalid_key') return [wrongKey(issue, path)];
  if (issue.code === 'invalid_union') return describeUnion(issue, path, input, schema);
  const worded = wordedForText(issue, path, schema);
  return [wrongValue(path, worded === undefined ? accepted(issue) : [worded], input)];
}

function unknownKey(key: string, path: Path, schema: z.ZodMiniType): Problem {
  const known = [...new Set(schemasAt(schema, path).flatMap((at) => [...parts(at).keys()]))];
  const meant = nearest(key, known);
  const why = meant ? problem('unknownMeant', { meant }) : problem('unknown', { known: known.join(', ') });
  return { option: formatPath([...path, key]), ...why };
}

function wrongKey(issue: z.core.$ZodIssueInvalidElement | z.core.$ZodIssueInvalidKey, path: Path): Problem {
  const given = JSON.stringify(path.at(-1));
  const why = problem('wrongName', { ...expecting(issue.issues.flatMap(accepted)), given });
  return { option: formatPath(path.slice(0, -1)), ...why };
}

function wrongValue(path: Path, wanted: readonly string[], input: unknown): Problem {
  const value = valueAt(input, path);
  const option = formatPath(path);
  const expected = expecting(wanted);
  if (value === undefined) return { option, ...problem('missing', expected) };
  if (path.at(-1) === 'passwordHash') return { option, ...problem('wrongSecret', expected) }; // most likely the password itself
  return { option, ...problem('wrong', { ...expected, given: show(value) }) };
}

/** In English, and by name for other languages. */
function expecting(wanted: readonly string[]) {
  return { expected: wanted.join(' or '), wanted: wanted.map(expectedName) };
}

/** The member that the value was meant for speaks alone; if none was, all of them say what they accept. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  input: unknown,
  schema: z.ZodMiniType,
): Problem[] {
  if (!isStandardText(issue)) return [wrongValue(path, [issue.message], input)];
  const entered = issue.errors.filter((issues) =>
    issues.every(({ path: at, code }) => at.length > 0 || code === 'unrecognized_keys'),
  );
  const meant = entered.find((issues) => issues.every(({ code }) => code !== 'invalid_value')) ?? oneOf(entered);
  if (meant) return meant.flatMap((inner) => inWords(inner, path, input, schema));
  const first = entered[0]?.[0];
  const every = first ? entered.flatMap((issues) => issues.slice(0, 1)) : issue.errors.flat();
  const wanted = [...new Set(every.flatMap(accepted))];
  return [wrongValue(first ? [...path, ...first.path] : path, wanted, input)];
}

function oneOf<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function accepted(issue: Issue): readonly string[] {
  if (!isStandardText(issue)) return [issue.message];
  if (issue.code === 'invalid_type') return [KINDS[issue.expected] ?? issue.expected];
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value));
  return [issue.message];
}

/** The table says of a text what is wanted where it says that it may not be empty; a missing one deserves the same words. */
function wordedForText(issue: Issue, path: Path, schema: z.ZodMiniType): string | undefined {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string' || !isStandardText(issue)) return undefined;
  const tried = schemasAt(schema, path).flatMap((at) => at.safeParse('').error?.issues ?? []);
  return tried.find((other) => !isStandardText(other))?.message;
}

/** The table's own words are what is accepted; zod's begin like this. */
function isStandardText({ message }: Issue): boolean {
  return /^(Invalid|Too|Unrecognized) /.test(message);
}

function schemasAt(schema: z.ZodMiniType, path: Path): readonly z.ZodMiniType[] {
  return path.reduce<readonly z.ZodMiniType[]>((at, key) => at.flatMap((one) => below(one, key)), [schema]);
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isPlainObject(value) ? value[String(key)] : undefined;
  }, input);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
