import { z } from 'zod';
import { appSettings } from '../settings-shape.ts';
import type { Calls, SentRequest } from './contract.ts';

const id = z.string().max(64);
const whole = z.number().int().min(0);
const paths = z.array(z.string().min(1).max(32_768)).max(1_000);
/** RFC 9110 §5.6.2 and §5.5: neither may break out of its line. */
const token = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
const fieldValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/);
const sentRequest = z.strictObject({
  method: token.max(32),
  target: z
    .string()
    .max(65_536)
    .regex(/^\/[\x21-\x7e]*$/),
  fields: z
    .array(z.tuple([token, fieldValue]).readonly())
    .max(1_000)
    .readonly(),
  body: z.instanceof(Uint8Array).optional(),
}) as unknown as z.ZodType<SentRequest>; // zod writes an optional key as "undefined"
const none = z.tuple([]);

/** Types vanish at run time, and a page may have been taken over: what each call accepts, said once more. */
const ARGUMENTS = {
  'app:snapshot': none,
  'app:settings': z.tuple([appSettings]),
  'app:quit': none,
  'server:pick': none,
  'server:add': z.tuple([paths]),
  'server:preview': z.tuple([paths]),
  'server:choose-root': z.tuple([id]),
  'server:start': z.tuple([id]),
  'server:stop': z.tuple([id]),
  'server:remove': z.tuple([id]),
  'server:restore': z.tuple([id]),
  'server:configure': z.tuple([id, z.record(z.string(), z.unknown())]),
  'server:preset': z.tuple([id]),
  'server:command': z.tuple([id]),
  'server:move': z.tuple([id, whole]),
  'server:counters': z.tuple([id]),
  'server:transfers': z.tuple([id]),
  'transfer:cancel': z.tuple([id, whole]),
  'log:recent': z.tuple([id]),
  'log:detail': z.tuple([id, whole]),
  'request:send': z.tuple([id, sentRequest]),
  'open:url': z.tuple([z.url({ protocol: /^https?$/ })]),
  'open:folder': z.tuple([id]),
  'open:file': z.tuple([id, whole]),
  'file:save': z.tuple([z.string().min(1).max(255), z.string().max(400_000_000)]),
  'clipboard:write': z.tuple([z.string().max(1_000_000)]),
  'password:hash': z.tuple([z.string().min(1).max(1_000)]),
} satisfies { [K in keyof Calls]: z.ZodType<Parameters<Calls[K]>> };

/** @throws Error naming the call and what was wrong */
export function parseArguments<K extends keyof Calls>(name: K, args: readonly unknown[]): Parameters<Calls[K]> {
  const parsed = ARGUMENTS[name].safeParse(args);
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Parameters<Calls[K]>;
}
