import { parseJson } from '../../http/parse-json.ts';
import { type Data, isItem } from './data.ts';

export type ParsedData =
  | { readonly ok: true; readonly data: Data; readonly indent: string }
  | { readonly ok: false; readonly problem: string };

/** Reads the text of a data file, and how it is indented, so that writing it changes nothing else. */
export function parseData(text: string): ParsedData {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problem: `it is no JSON: ${parsed.problem}` };
  const problem = shapeProblem(parsed.value);
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, data: parsed.value as Data, indent: /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ' };
}

function shapeProblem(value: unknown): string | undefined {
  if (!isItem(value)) return 'it must be an object of arrays and objects, such as {"posts": []}';
  for (const [name, resource] of Object.entries(value)) {
    if (name.startsWith('$')) continue; // "$schema" is for editors
    if (!Array.isArray(resource) && !isItem(resource)) return `"${name}" must be an array or an object`;
    const odd = Array.isArray(resource) ? resource.findIndex((item) => !isItem(item)) : -1;
    if (odd >= 0) return `"${name}" must hold objects only, but number ${odd + 1} is none`;
  }
  return undefined;
}
