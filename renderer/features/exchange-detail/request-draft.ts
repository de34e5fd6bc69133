import type { SentRequest, ShownDetail } from '../../../electron/ipc/contract.ts';

/** A request as it stands in the form: all text. Pure. */
export interface RequestDraft {
  readonly method: string;
  readonly target: string;
  /** One "Name: value" a line. */
  readonly fields: string;
  readonly body: string;
}

/** What would be right, for each part that is wrong. */
export interface DraftProblems {
  readonly method?: true;
  /** The target as it could be sent. */
  readonly target?: string;
  /** First line that is no field, from 1. */
  readonly fields?: number;
}

/** These belong to a connection, follow from the content, or speak of a coding that is taken off before it is shown. */
const LEFT_OUT =
  /^(:.*|connection|keep-alive|transfer-encoding|content-length|content-encoding|expect|upgrade|te|trailer)$/i;
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/;
const TARGET = /^\/[\x21-\x7e]*$/;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)$/;

export function draftOf({ record, requestFields, requestBody }: ShownDetail): RequestDraft {
  const fields = requestFields.filter(([name]) => !LEFT_OUT.test(name));
  return {
    method: record.method,
    target: record.target,
    fields: fields.map(([name, value]) => `${name}: ${value}`).join('\n'),
    body: requestBody && isText(requestBody.bytes) ? new TextDecoder().decode(requestBody.bytes) : '',
  };
}

/** Content that would change by being shown as text: it is sent as it was. */
export function keptContent({ requestBody }: ShownDetail): Uint8Array | undefined {
  return requestBody && !isText(requestBody.bytes) ? requestBody.bytes : undefined;
}

export function readDraft(
  { method, target, fields, body }: RequestDraft,
  kept?: Uint8Array,
): { readonly request: SentRequest } | { readonly problems: DraftProblems } {
  const lines = fields.split('\n').map((line) => line.trim());
  const wrong = lines.findIndex((line) => line !== '' && !FIELD.test(line));
  const problems: DraftProblems = {
    ...(METHOD.test(method.trim()) ? {} : { method: true }),
    ...(TARGET.test(target.trim()) ? {} : { target: sendable(target.trim()) }),
    ...(wrong < 0 ? {} : { fields: wrong + 1 }),
  };
  if (Object.keys(problems).length > 0) return { problems };
  const content = kept ?? (body === '' ? undefined : new TextEncoder().encode(body));
  return {
    request: {
      method: method.trim().toUpperCase(),
      target: target.trim(),
      fields: lines.filter((line) => line !== '').map(fieldOf),
      ...(content ? { body: content } : {}),
    },
  };
}

function fieldOf(line: string): [string, string] {
  const [, name = '', value = ''] = FIELD.exec(line) ?? [];
  return [name, value.trim()];
}

/** From its first slash on, with everything escaped that a request line cannot hold. */
function sendable(target: string): string {
  const path = URL.canParse(target) ? target.replace(/^[a-z]+:\/\/[^/]*/i, '') : target;
  return `/${path.replace(/^\//, '')}`.replace(/[^\x21-\x7e]+/g, (text) =>
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')),
  );
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
