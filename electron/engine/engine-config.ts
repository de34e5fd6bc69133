import { homedir } from 'node:os';
import { findContradictions } from '../../src-server/config/contradictions.ts';
import { minimalConfig } from '../../src-server/config/minimal.ts';
import { parseConfig } from '../../src-server/config/parse.ts';
import { resolvePaths } from '../../src-server/config/paths.ts';
import type { ConfigInput, ServerConfig } from '../../src-server/config/schema.ts';
import type { ErrorReport, ServerError } from '../../src-server/errors.ts';

export type CheckedConfig =
  | {
      readonly ok: true;
      /** What the engine runs on: complete, every path absolute. */
      readonly engine: ServerConfig;
      /** What is kept and shown: paths as written, defaults left out. */
      readonly kept: ConfigInput;
    }
  | { readonly ok: false; readonly errors: readonly [ErrorReport, ...ErrorReport[]] };

/** Everything that can be known of options before a socket is opened. */
export async function checkConfig(input: unknown): Promise<CheckedConfig> {
  const parsed = parseConfig(input);
  if (!parsed.ok) return refused(parsed.errors);
  const engine = resolvePaths(parsed.config, { rootFrom: homedir() }); // roots given by a window are absolute already
  const contradictions = await findContradictions(engine);
  if (contradictions.length > 0) return refused(contradictions);
  return { ok: true, engine, kept: minimalConfig(parsed.config) };
}

/** Called with at least one. */
function refused(errors: readonly ServerError[]): CheckedConfig {
  return { ok: false, errors: errors.map((error) => error.report()) as [ErrorReport, ...ErrorReport[]] };
}
