import { z } from 'zod';
import { appSettings } from '../settings-shape.ts';
import type { Calls } from './contract.ts';

const id = z.string().max(64);
const whole = z.number().int().min(0);
const paths = z.array(z.string().min(1).max(32_768)).max(1_000);
const none = z.tuple([]);

/** Types vanish at run time, and a page may have been taken over: what each call accepts, said once more. */
export const ARGUMENTS = {
  'app:snapshot': none,
  'app:settings': z.tuple([appSettings]),
  'app:quit': none,
  'server:pick': none,
  'server:add': z.tuple([paths]),
  'server:preview': z.tuple([paths]),
  'server:start': z.tuple([id]),
  'server:stop': z.tuple([id]),
  'server:remove': z.tuple([id]),
  'server:restore': z.tuple([id]),
  'server:configure': z.tuple([id, z.record(z.string(), z.unknown())]),
  'server:move': z.tuple([id, whole]),
  'server:counters': z.tuple([id]),
  'server:transfers': z.tuple([id]),
  'transfer:cancel': z.tuple([id, whole]),
  'log:recent': z.tuple([id]),
  'log:detail': z.tuple([id, whole]),
  'open:url': z.tuple([z.url({ protocol: /^https?$/ })]),
  'open:folder': z.tuple([id]),
  'clipboard:write': z.tuple([z.string().max(1_000_000)]),
  'password:hash': z.tuple([z.string().min(1).max(1_000)]),
} satisfies { [K in keyof Calls]: z.ZodType<Parameters<Calls[K]>> };

/** @throws Error naming the call and what was wrong */
export function parseArguments<K extends keyof Calls>(name: K, args: readonly unknown[]): Parameters<Calls[K]> {
  const parsed = ARGUMENTS[name].safeParse(args);
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Parameters<Calls[K]>;
}
