import type { Random } from './random.ts';

/** Files of the folder that is served to the requests made here. */
export const FUZZ_FILES: Readonly<Record<string, string | Buffer>> = {
  'index.html': '<!doctype html><title>home</title>'.repeat(100),
  'a.txt': 'hello\n',
  'b c.txt': 'space\n',
  'empty.txt': '',
  'app.js': 'console.log(1);\n'.repeat(1_000),
  'app.js.gz': Buffer.from([31, 139, 8, 0]),
  'img.png': Buffer.alloc(70_000, 7),
  'dir/one.txt': '1',
  'dir/sub/index.htm': '<p>sub',
  '404.html': '<p>not here',
  '.hidden': 'secret',
  'back\\slash.txt': 'b',
};

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'PURGE'];
const NAMES = ['a.txt', 'b%20c.txt', 'empty.txt', 'app.js', 'img.png', 'dir', 'sub', 'index.html', '404.html', 'x', ''];
const ODD_NAMES = [
  ...[
    '..',
    '.',
    '%2e%2e',
    '%2E',
    '..%2f',
    '%5c',
    '..%5c',
    '%00',
    '%zz',
    '%',
    '%C0%AE',
    '%F0%9F%98%80',
    'con',
    'nul.txt',
  ],
  ...[
    '::$DATA',
    'a.txt:$DATA',
    'PROGRA~1',
    '~',
    ';x=1',
    '%0d%0a',
    '<script>',
    '"',
    "'",
    '*',
    '[',
    '|',
    '.well-known',
    '.hidden',
  ],
];
const QUERIES = ['?', '?a=1', '?list', '?sort=size&order=desc', '?%zz', '?%0d%0aX:1', '?a?b#c', '?__proto__=1'];
const ODD_HOSTS = ['127.0.0.1:8000', '[::1]', 'evil.example', '', 'a b', 'x.local', 'localhost:99999', 'LOCALHOST.'];
const RANGES = [
  ...[
    'bytes=0-',
    'bytes=0-0',
    'bytes=-1',
    'bytes=-0',
    'bytes=5-2',
    'bytes=99999999999999999999-',
    'bytes=-99999999999999999999',
  ],
  ...[
    'bytes=0-0,2-3',
    'bytes=0-0,0-0',
    'bytes=a-b',
    'bytes=',
    'items=0-1',
    'bytes=1-,-1',
    'bytes=,,0-1,,',
    'bytes=0-1;x',
  ],
];
const TAGS = ['*', '"x"', 'W/"x"', '"x", "y"', 'x', '', '"', 'W/', '"a"b"', ','];
const DATES = [
  'Sun, 06 Nov 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994',
  'now',
  '',
  '0',
  '-1',
];
const TYPES = [
  'text/html',
  '*/*',
  'application/json',
  'text/plain',
  'a/b;q=',
  'text/html;q=0',
  ';;;',
  'text/*;q=0.5,*/*;q=0.1',
  '/',
];
const CODINGS = [
  'gzip',
  'br',
  'gzip, br',
  'identity;q=0',
  '*;q=0',
  '*',
  'br;q=0, *',
  'zstd',
  ',,,',
  'gzip;q=9',
  'identity;q=0, gzip',
];
const CONNECTIONS = [
  ...Array<string>(30).fill('keep-alive'),
  'close',
  'Upgrade',
  'TE',
  'Host',
  ',',
  'keep-alive, close',
];

type MakeField = (random: Random) => string;
const FIELDS: readonly MakeField[] = [
  (random) => `Range: ${random.pick(RANGES)}`,
  (random) => `If-Range: ${random.pick([...TAGS, ...DATES])}`,
  (random) => `If-Match: ${random.pick(TAGS)}`,
  (random) => `If-None-Match: ${random.pick(TAGS)}`,
  (random) => `If-Modified-Since: ${random.pick(DATES)}`,
  (random) => `If-Unmodified-Since: ${random.pick(DATES)}`,
  (random) => `Accept: ${random.pick(TYPES)}`,
  (random) => `Accept-Encoding: ${random.pick(CODINGS)}`,
  (random) => `Accept-Language: ${random.pick(['en', 'zh-CN,zh;q=0.9', '*', '-', ';q=1', 'x'.repeat(200)])}`,
  (random) => `Connection: ${random.pick(CONNECTIONS)}`,
  (random) => `Expect: ${random.pick(['100-continue', 'x', '100-continue, x'])}`,
  (random) => `Upgrade: ${random.pick(['h2c', 'websocket', 'TLS/1.0', ''])}`,
  (random) => `Origin: ${random.pick(['null', 'http://evil.example', 'http://localhost', '%', ''])}`,
  (random) => `X-${'n'.repeat(random.below(100))}: ${'v'.repeat(random.below(2_000))}`,
  () => 'Cookie: a=b; __proto__=c',
  () => 'constructor: x',
  () => '__proto__: x',
];

/** One of the plain ones, and in one of `oneIn` cases an odd one. */
const mostly = <T>(random: Random, plain: readonly T[], odd: readonly T[], oneIn: number): T =>
  random.pick(random.chance(1 / oneIn) ? odd : plain);

const host = (random: Random) => mostly(random, ['localhost'], ODD_HOSTS, 12);

function target(random: Random): string {
  const path = `/${random.some(3, () => mostly(random, NAMES, ODD_NAMES, 8)).join('/')}`;
  const whole = path + mostly(random, [''], QUERIES, 3);
  const odd = random.next();
  if (odd < 0.005) return `/${'x'.repeat(random.below(40_000))}`;
  if (odd < 0.01) return random.pick(['*', 'localhost:80', 'http:', 'a.txt', '//', 'ftp://localhost/']);
  if (odd < 0.05) return `http://${host(random)}${whole}`;
  return odd < 0.07 ? `/${whole}` : whole;
}

/** Fields that frame the content, and the content; now and then less of it than was promised. */
function content(random: Random): { fields: string[]; content: string } {
  if (random.chance(0.85)) return { fields: [], content: '' };
  const text = 'c'.repeat(random.below(300));
  if (random.chance(0.5)) return { fields: [`Content-Length: ${text.length}`], content: text };
  const chunk = text === '' ? '' : `${text.length.toString(16)}\r\n${text}\r\n`;
  return { fields: ['Transfer-Encoding: chunked'], content: `${chunk}0\r\n\r\n` };
}

/** A request that keeps to the grammar of RFC 9112, however odd it is. */
export function oddRequest(random: Random): string {
  const framed = content(random);
  const method = mostly(random, ['GET'], METHODS, 3);
  const version = mostly(random, ['1.1'], ['1.0', '2.0', '0.9', '1.2'], 150);
  const hosts = random.chance(0.99) ? [`Host: ${host(random)}`] : random.some(2, () => 'Host: localhost');
  const fields = random.some(3, () => random.pick(FIELDS)(random));
  const lines = [`${method} ${target(random)} HTTP/${version}`, ...hosts, ...fields, ...framed.fields];
  return `${lines.join('\r\n')}\r\n\r\n${framed.content}`;
}
