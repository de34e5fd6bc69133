import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { EXPECTED } from './expected.ts';
import { OPTIONS } from './schema.ts';

interface Described {
  readonly error?: (issue: object) => string;
  readonly [part: string]: unknown;
}

/** Every message of a schema, its checks and all that it is made of. */
function messagesOf(part: unknown, seen = new Set<unknown>()): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  if (Array.isArray(part)) return part.flatMap((one) => messagesOf(one, seen));
  const def = (part as { _zod?: { def: Described } })._zod?.def;
  if (!def) return Object.values(part).flatMap((one) => messagesOf(one, seen));
  const { defaultValue: _value, error, ...inner } = def;
  const message = error?.({});
  const lazy = (part as { _zod: { innerType?: unknown } })._zod.innerType;
  return [...(typeof message === 'string' ? [message] : []), ...messagesOf({ ...inner, lazy }, seen)];
}

test('every message of the option table is one of the words that the UI translates', () => {
  const messages = Object.values(OPTIONS).flatMap(({ schema }) => messagesOf(schema as z.ZodMiniType));
  expect(messages.length).toBeGreaterThan(Object.keys(EXPECTED).length);
  const known = new Set<string>(Object.values(EXPECTED));
  expect(messages.filter((message) => !known.has(message))).toEqual([]);
});
