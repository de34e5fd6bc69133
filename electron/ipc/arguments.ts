import * as z from 'zod/mini';
import { appSettings } from '../settings-shape.ts';
import type { Calls, SentRequest } from './contract.ts';

z.config(z.locales.en()); // the words of `parseArguments`: by itself this zod has none

const text = (shortest: number, longest: number) => z.string().check(z.minLength(shortest), z.maxLength(longest));
const id = text(0, 64);
const whole = z.number().check(z.int(), z.minimum(0));
const paths = z.array(text(1, 32_768)).check(z.maxLength(1_000));
/** RFC 9110 §5.6.2 and §5.5: neither may break out of its line. */
const token = z.string().check(z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/));
const fieldValue = z.string().check(z.regex(/^[\t\x20-\x7e\x80-\xff]*$/));
const sentRequest = z.strictObject({
  method: token.check(z.maxLength(32)),
  target: z.string().check(z.maxLength(65_536), z.regex(/^\/[\x21-\x7e]*$/)),
  fields: z.readonly(z.array(z.readonly(z.tuple([token, fieldValue]))).check(z.maxLength(1_000))),
  body: z.optional(z.instanceof(Uint8Array)),
}) as unknown as z.ZodMiniType<SentRequest>; // zod writes an optional key as "undefined"
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
  'server:visible-for': z.tuple([id, z.nullable(z.number().check(z.int(), z.minimum(60_000), z.maximum(86_400_000)))]),
  'server:move': z.tuple([id, whole]),
  'server:reach': z.tuple([id]),
  'server:counters': z.tuple([id]),
  'server:transfers': z.tuple([id]),
  'transfer:cancel': z.tuple([id, whole]),
  'log:recent': z.tuple([id]),
  'log:detail': z.tuple([id, whole]),
  'request:send': z.tuple([id, sentRequest]),
  'open:url': z.tuple([z.url({ protocol: /^https?$/ })]),
  'open:folder': z.tuple([id]),
  'open:file': z.tuple([id, whole]),
  'file:save': z.tuple([text(1, 255), text(0, 400_000_000)]),
  'clipboard:write': z.tuple([text(0, 1_000_000)]),
  'password:hash': z.tuple([text(1, 1_000)]),
} satisfies { [K in keyof Calls]: z.ZodMiniType<Parameters<Calls[K]>> };

/** @throws Error naming the call and what was wrong */
export function parseArguments<K extends keyof Calls>(name: K, args: readonly unknown[]): Parameters<Calls[K]> {
  const parsed = ARGUMENTS[name].safeParse(args);
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Parameters<Calls[K]>;
}
