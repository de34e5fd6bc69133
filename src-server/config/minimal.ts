import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type ConfigInput, type ServerConfig, serverConfigSchema } from './schema.ts';
import { isPlainObject, members } from './shape.ts';

/** Only what differs from the defaults: what a person would have written. `parseConfig` gives the whole back. */
export function minimalConfig(config: ServerConfig): ConfigInput {
  return minimal(serverConfigSchema, config) as ConfigInput;
}

function minimal(schema: z.ZodType, value: unknown): unknown {
  const owner = members(schema).find((member) => member.safeParse(value).success);
  if (owner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => minimal(owner.element as z.ZodType, item));
  }
  if (!(owner instanceof z.ZodObject) || !isPlainObject(value)) return value;
  const kept = Object.entries(owner.shape as Record<string, z.ZodType>)
    .filter(([key, part]) => value[key] !== undefined && !isDefault(part, value[key]))
    .map(([key, part]) => [key, minimal(part, value[key])]);
  return Object.fromEntries(kept);
}

function isDefault(schema: z.ZodType, value: unknown): boolean {
  const absent = schema.safeParse(undefined);
  return absent.success && isDeepStrictEqual(absent.data, value);
}
