import { ServerError } from '../errors.ts';
import { describeIssues } from './problem.ts';
import { type ServerConfig, serverConfigSchema } from './schema.ts';

export type ParsedConfig =
  | { readonly ok: true; readonly config: ServerConfig }
  | { readonly ok: false; readonly errors: readonly ServerError[] };

/** Checks untrusted options against the table and fills in the defaults. Paths stay as written: see `resolvePaths`. */
export function parseConfig(input: unknown): ParsedConfig {
  const result = serverConfigSchema.safeParse(input);
  if (result.success) return { ok: true, config: result.data };
  const problems = describeIssues(result.error.issues, input, serverConfigSchema);
  return { ok: false, errors: problems.map((problem) => new ServerError('OPTION_INVALID', { ...problem })) };
}
