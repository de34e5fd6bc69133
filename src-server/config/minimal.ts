import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { isPlainObject } from './plain-object.ts';
import { type ConfigInput, type ServerConfig, serverConfigSchema } from './schema.ts';
import { members } from './shape.ts';

/** Only what differs from the defaults: what a person would have written. `parseConfig` gives the whole back. */
export function minimalConfig(config: ServerConfig): ConfigInput {
  return minimal(serverConfigSchema, config) as ConfigInput;
}

function minimal(schema: z.ZodMiniType, value: unknown): unknown {
  const owner = members(schema).find((member) => member.safeParse(value).success);
  if (owner instanceof z.ZodMiniArray && Array.isArray(value)) {
    return value.map((item) => minimal(owner.def.element as z.ZodMiniType, item));
  }
  if (!(owner instanceof z.ZodMiniObject) || !isPlainObject(value)) return value;
  const kept = Object.entries(owner.shape as Record<string, z.ZodMiniType>)
    .filter(([key, part]) => value[key] !== undefined && !isDefault(part, value[key]))
    .map(([key, part]) => [key, minimal(part, value[key])]);
  return Object.fromEntries(kept);
}

function isDefault(schema: z.ZodMiniType, value: unknown): boolean {
  const absent = schema.safeParse(undefined);
  return absent.success && isDeepStrictEqual(absent.data, value);
}
