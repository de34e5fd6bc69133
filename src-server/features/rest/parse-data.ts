import { parseJson } from '../../http/parse-json.ts';
import { type ProblemParams, problem } from '../../problems.ts';
import { type Data, isItem } from './data.ts';

export type ParsedData =
  | { readonly ok: true; readonly data: Data; readonly indent: string }
  | { readonly ok: false; readonly wrong: ProblemParams };

/** Reads the text of a data file, and how it is indented, so that writing it changes nothing else. */
export function parseData(text: string): ParsedData {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { found, line, column } = parsed;
    return { ok: false, wrong: problem('dataNoJson', { found, line, column }) };
  }
  const wrong = shapeProblem(parsed.value);
  if (wrong !== undefined) return { ok: false, wrong };
  return { ok: true, data: parsed.value as Data, indent: /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ' };
}

function shapeProblem(value: unknown): ProblemParams | undefined {
  if (!isItem(value)) return problem('dataNoObject');
  for (const [name, resource] of Object.entries(value)) {
    if (name.startsWith('$')) continue; // "$schema" is for editors
    if (!Array.isArray(resource) && !isItem(resource)) return problem('dataResource', { name });
    const odd = Array.isArray(resource) ? resource.findIndex((item) => !isItem(item)) : -1;
    if (odd >= 0) return problem('dataItem', { name, number: odd + 1 });
  }
  return undefined;
}
