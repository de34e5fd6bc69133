import * as z from 'zod/mini';
import { ServerError } from '../errors.ts';
import { problem } from '../problems.ts';
import { COMPACT_FORMS, readEntry } from './compact.ts';
import { type Flag, placeholder } from './flag-table.ts';
import { isPlainObject } from './plain-object.ts';
import { members } from './shape.ts';

/**
 * What the text behind a flag means. Wrong values are left for the table to name; only a text that has not even the form
 * is refused here. For a flag that adds, the result is the list or the record of what is added.
 * @throws ServerError OPTION_INVALID
 */
export function readFlagValue(flag: Flag, shown: string, text: string): unknown {
  if (flag.adds === 'items') return readItems(flag, shown, text);
  if (flag.adds === 'entries') return readEntries(flag, shown, text);
  const kinds = flag.schemas.flatMap(members);
  if (kinds.some((kind) => kind instanceof z.ZodMiniBoolean) && /^(true|false)$/.test(text)) return text === 'true';
  if (kinds.some((kind) => kind instanceof z.ZodMiniNumber) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!kinds.some((kind) => kind instanceof z.ZodMiniObject) || !text.startsWith('{')) return text;
  return readJson(shown, text);
}

function readItems(flag: Flag, shown: string, text: string): readonly unknown[] {
  const form = flag.path.length === 1 ? COMPACT_FORMS[flag.path[0] ?? ''] : undefined;
  if (text.startsWith('{')) return [readJson(shown, text)];
  const list = text.startsWith('[') ? parse(text) : undefined; // an IPv6 host in brackets is no list
  if (Array.isArray(list)) return list;
  if (!form) return [text];
  const item = form.read(text);
  if (item === undefined) throw invalid(shown, `expects ${form.example} or a JSON object, but was given "${text}"`);
  return [item];
}

function readEntries(flag: Flag, shown: string, text: string): Record<string, unknown> {
  const entries = text.startsWith('{') ? readJson(shown, text) : readEntry(text);
  if (isPlainObject(entries)) return entries;
  throw invalid(shown, `expects ${placeholder(flag)} or a JSON object, but was given "${text}"`);
}

function readJson(shown: string, text: string): unknown {
  const value = parse(text);
  if (value !== undefined) return value;
  throw invalid(shown, `was given something that starts like JSON and is none: ${text}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(option: string, detail: string): ServerError {
  return new ServerError('OPTION_INVALID', { option, ...problem('said', { detail }) });
}
