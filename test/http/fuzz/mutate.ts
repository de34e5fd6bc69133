import type { Random } from './random.ts';

/** What parsers of HTTP stumble over. */
const PIECES = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    ' ',
    '\t',
    '\x0b',
    '\x7f',
    '\xff',
    ':',
    '::',
    ',',
    ';',
    '"',
    '%',
    '%00',
    '%0d%0a',
    '\r\n ',
    '\r\n\r\n',
  ],
  ...[
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Content-Length: 99999999999999999999\r\n',
    'Content-Length: 1, 1\r\n',
  ],
  ...['Transfer-Encoding: chunked\r\n', 'Transfer-Encoding: chunked, identity\r\n', 'Transfer-Encoding : chunked\r\n'],
  ...[
    'Host: localhost\r\n',
    'Host: evil.example\r\n',
    'GET / HTTP/1.1\r\n',
    'HTTP/1.1',
    'HTTP/9.9',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ],
  ...[
    '0\r\n\r\n',
    'ffffffffffffffff\r\n',
    '5;ext\r\nabcde\r\n',
    '-1\r\n',
    '\x16\x03\x01\x02\x00',
    '{"a":1}',
    '../'.repeat(50),
  ],
];

type Mutation = (random: Random, bytes: string) => string;

const MUTATIONS: readonly Mutation[] = [
  function flip(random, bytes) {
    const at = random.below(bytes.length);
    return (
      bytes.slice(0, at) + String.fromCharCode(bytes.charCodeAt(at) ^ (1 << random.below(8))) + bytes.slice(at + 1)
    );
  },
  function insert(random, bytes) {
    const at = random.below(bytes.length + 1);
    return bytes.slice(0, at) + random.pick(PIECES) + bytes.slice(at);
  },
  function insertAtLine(random, bytes) {
    const lines = bytes.split('\r\n');
    lines.splice(random.below(lines.length), 0, random.pick(PIECES));
    return lines.join('\r\n');
  },
  function remove(random, bytes) {
    const at = random.below(bytes.length);
    return bytes.slice(0, at) + bytes.slice(at + 1 + random.below(10));
  },
  function repeat(random, bytes) {
    const at = random.below(bytes.length);
    const part = bytes.slice(at, at + 1 + random.below(30));
    return bytes.slice(0, at) + part.repeat(1 + random.below(200)) + bytes.slice(at);
  },
  function cut(random, bytes) {
    return bytes.slice(0, random.below(bytes.length));
  },
  function otherLineEnds(random, bytes) {
    return bytes.replaceAll('\r\n', random.pick(['\n', '\r', '\r\r\n', '\n\r', ' \r\n']));
  },
  function noise(random) {
    return String.fromCharCode(...random.some(200, () => random.below(256)));
  },
  function swapCase(_, bytes) {
    return bytes.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
  },
];

/** One to four changes that a request does not survive, or survives as another one. */
export function mutate(random: Random, bytes: string): string {
  let changed = bytes;
  for (let i = 0; i <= random.below(4) && changed !== ''; i++) changed = random.pick(MUTATIONS)(random, changed);
  return changed;
}
