import type { ServerResponse } from 'node:http';
import { ResponseFields } from './response-fields.ts';

/** Fields whose value is not what it was before a step looked at the head. */
export function noteChanges(
  steps: Map<string, string>,
  step: string,
  before: readonly string[],
  after: readonly string[],
): void {
  for (let i = 0; i < after.length; i += 2) {
    const name = after[i] ?? '';
    const known = before.indexOf(name);
    if (known < 0 || before[known + 1] !== after[i + 1]) steps.set(name.toLowerCase(), step);
  }
}

/** Fields set one by one (as libraries do) and those given to `writeHead`, the latter winning. */
export function collectFields(response: ServerResponse, rest: unknown[]): ResponseFields {
  const given = rest.at(-1);
  const names = response.getHeaderNames();
  if (names.length === 0 && Array.isArray(given)) return ResponseFields.of(given);
  const fields = new ResponseFields(response.getHeaders() as Record<string, string | string[] | number>);
  for (const name of names) response.removeHeader(name);
  if (Array.isArray(given)) {
    const replaced = new Set<string>();
    for (let i = 0; i < given.length; i += 2) {
      const name = String(given[i]);
      if (!replaced.has(name.toLowerCase()) && fields.has(name)) fields.delete(name);
      replaced.add(name.toLowerCase());
      fields.append(name, String(given[i + 1]));
    }
  } else if (typeof given === 'object' && given !== null) {
    const extra = new ResponseFields(given as Record<string, string>);
    for (const [name] of extra.entries()) fields.delete(name);
    for (const [name, value] of extra.entries()) fields.append(name, value);
  }
  return fields;
}
