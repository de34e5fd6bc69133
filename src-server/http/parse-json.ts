export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly problem: string;
      /** What stands there instead. */
      readonly found: string;
      readonly position: number;
      readonly line: number;
      readonly column: number;
    };

/** White space, then one token of RFC 8259; a string may not hold raw control characters. */
const TOKEN =
  /[\t\n\r ]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** Parses JSON text. An engine's own message has a position only sometimes, so it is found here. Lines count from 1. */
export function parseJson(text: string): ParsedJson {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text; // editors on Windows still write a byte order mark
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    const position = errorPosition(json);
    const before = json.slice(0, position).split('\n');
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    const found =
      position >= json.length ? 'unexpected end' : `unexpected ${JSON.stringify(characterAt(json, position))}`;
    return { ok: false, problem: `${found} at line ${line}, column ${column}`, found, position, line, column };
  }
}

const characterAt = (text: string, position: number): string => String.fromCodePoint(text.codePointAt(position) ?? 0);

type Expected = 'value' | 'value-or-]' | 'key' | 'key-or-}' | ':' | ',-or-]' | ',-or-}' | 'end';

/** Where the first token stands that cannot stand there. Only called for text that is no JSON. */
function errorPosition(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  for (let position = 0; ; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    const next: Expected | undefined = match
      ? advance(expected, match[1] ?? (match[2] ? 'string' : 'value'), open)
      : undefined;
    if (!next) return position + (/^[\t\n\r ]*/.exec(text.slice(position))?.[0].length ?? 0);
    expected = next;
  }
}

/** What may follow `token`, or undefined if it may not stand where `expected` does. */
function advance(expected: Expected, token: string, open: ('[' | '{')[]): Expected | undefined {
  if (token === ':') return expected === ':' ? 'value' : undefined;
  if (token === ',') return expected === ',-or-]' ? 'value' : expected === ',-or-}' ? 'key' : undefined;
  if (token === ']' || token === '}') {
    if (!expected.endsWith(`-or-${token}`)) return undefined;
    open.pop();
    return afterValue(open);
  }
  if (expected === 'key' || expected === 'key-or-}') return token === 'string' ? ':' : undefined;
  if (expected !== 'value' && expected !== 'value-or-]') return undefined;
  if (token !== '[' && token !== '{') return afterValue(open);
  open.push(token);
  return token === '[' ? 'value-or-]' : 'key-or-}';
}

function afterValue(open: readonly ('[' | '{')[]): Expected {
  const inside = open.at(-1);
  return inside === undefined ? 'end' : inside === '[' ? ',-or-]' : ',-or-}';
}
