import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../build/run.ts';
import { tempFolder } from './support/cli.ts';
import { serve } from './support/engine.ts';
import { type Nginx, startNginx } from './support/nginx.ts';
import { WireClient } from './support/wire.ts';

const TEN = '0123456789';
const MODIFIED = new Date('2024-02-03T04:05:06Z');
const SAME = 'Sat, 03 Feb 2024 04:05:06 GMT';
const BEFORE = 'Sat, 03 Feb 2024 04:05:05 GMT';
const AFTER = 'Sat, 03 Feb 2024 04:05:07 GMT';

const FILES = {
  'index.html': '<p>home',
  'ten.txt': TEN,
  'empty.txt': '',
  'app.js': 'js',
  'img.png': 'png',
  'unknown.qqq': '?',
  'dir/index.html': '<p>dir',
  'old/index.htm': '<p>old',
  'none/x.txt': 'x',
  'b c.txt': 'b c',
  '\u00fc.txt': 'u',
  'a%41.txt': 'percent',
  '.hidden': 'hidden',
};

/** Request line without version, then fields. `TAG` stands for the server's own tag of the file that is asked for. */
const REQUESTS: readonly (readonly string[])[] = [
  ...[
    ...Object.keys(FILES).map((name) => `/${encodeURI(name).replaceAll('%25', '%25')}`),
    '/',
    '/dir/',
    '/old/',
    '/dir',
    '/dir?a=1',
  ],
  ...[
    '/none/',
    '/none',
    '/missing',
    '/missing/',
    '/ten.txt/',
    '/ten.txt/x',
    '/dir/missing',
    '/TEN.TXT',
    '/ten.txt?x=1',
  ],
  ...['//ten.txt', '/./ten.txt', '/dir/../ten.txt', '/dir//', '/dir/./', '/dir/.', '/dir/..', '/none/../dir', '//dir'],
  ...[
    '/%74en.txt',
    '/%2e/ten.txt',
    '/dir/%2e%2e/ten.txt',
    '/..',
    '/../ten.txt',
    '/%2e%2e/ten.txt',
    '/dir/../../ten.txt',
  ],
  ...[
    '/ten.txt%00',
    '/%zz',
    '/%',
    '/%c3%bc.txt',
    '/%C3',
    '/dir%2findex.html',
    '/dir%5cindex.html',
    '/ten.txt%20',
    '/ten.txt.',
  ],
  ...[
    '/ten.txt#x',
    '/ten.txt?a?b',
    '/ten.txt?%zz',
    '/con',
    '/con.txt',
    '/ten.txt::$DATA',
    '/progra~1',
    `/${'x'.repeat(300)}`,
  ],
  ...['http://localhost/ten.txt', 'http://localhost', 'http://localhost?x', '*', 'ten.txt', '?'],
].map((target) => [`GET ${target}`]);

const METHODS = [
  ...['HEAD /ten.txt', 'HEAD /dir/', 'HEAD /dir', 'HEAD /missing', 'HEAD /empty.txt'],
  ...[
    'POST /ten.txt',
    'PUT /ten.txt',
    'DELETE /ten.txt',
    'PATCH /ten.txt',
    'OPTIONS /ten.txt',
    'TRACE /ten.txt',
    'POST /missing',
  ],
  ...['FOO /ten.txt', 'get /ten.txt', 'PROPFIND /ten.txt'],
].map((line) => [line]);

const RANGES = [
  ...[
    'bytes=0-',
    'bytes=0-0',
    'bytes=9-9',
    'bytes=3-5',
    'bytes=0-99',
    'bytes=-1',
    'bytes=-3',
    'bytes=-10',
    'bytes=-99',
    'bytes=-0',
  ],
  ...[
    'bytes=10-',
    'bytes=99-',
    'bytes=5-2',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'items=0-1',
    'bytes 0-1',
    'BYTES=0-1',
    'bytes= 0-1',
  ],
  ...[
    'bytes=0-0,50-60',
    'bytes=50-60,70-80',
    'bytes=0-1,x',
    'bytes=0-1;',
    'bytes=99999999999999999999-',
    'bytes=0-99999999999999999999',
  ],
  ...['bytes=,0-1', 'bytes=0-1,', 'bytes=0-5,3-9', 'bytes=0-0,0-0'],
].map((range) => ['GET /ten.txt', `Range: ${range}`]);
const OTHER_RANGES = [
  ...['bytes=0-', 'bytes=0-0', 'bytes=-1', 'bytes=-0', 'bytes=9-9', 'items=0-1'].map((r) => [
    'GET /empty.txt',
    `Range: ${r}`,
  ]),
  ...['bytes=0-1', 'bytes=-1', 'bytes=99-', 'bytes=-0', 'items=0-1'].map((r) => ['HEAD /ten.txt', `Range: ${r}`]),
];

const CONDITIONS = [
  ...[
    'If-None-Match: TAG',
    'If-None-Match: W/TAG',
    'If-None-Match: "x"',
    'If-None-Match: "x", TAG',
    'If-None-Match: *',
    'If-None-Match: x',
  ],
  ...['If-Match: TAG', 'If-Match: W/TAG', 'If-Match: "x"', 'If-Match: "x", TAG', 'If-Match: *', 'If-Match: x'],
  ...[SAME, BEFORE, AFTER, 'never', 'Saturday, 03-Feb-24 04:05:06 GMT', 'Sat Feb  3 04:05:06 2024'].flatMap((date) => [
    `If-Modified-Since: ${date}`,
    `If-Unmodified-Since: ${date}`,
  ]),
].flatMap((field) => [
  ['GET /ten.txt', field],
  ['HEAD /ten.txt', field],
  ['GET /missing', field],
  ['GET /ten.txt', field, 'Range: bytes=0-1'],
]);

const COMBINED = [
  ['GET /ten.txt', 'If-None-Match: "x"', `If-Modified-Since: ${AFTER}`],
  ['GET /ten.txt', 'If-None-Match: TAG', `If-Modified-Since: ${BEFORE}`],
  ['GET /ten.txt', 'If-Match: TAG', `If-Unmodified-Since: ${BEFORE}`],
  ['GET /ten.txt', 'If-Match: TAG', 'If-None-Match: TAG'],
  ['GET /ten.txt', `If-Unmodified-Since: ${SAME}`, `If-Modified-Since: ${SAME}`],
  ...['TAG', 'W/TAG', '"x"', SAME, BEFORE, AFTER, 'x'].map((value) => [
    'GET /ten.txt',
    'Range: bytes=2-3',
    `If-Range: ${value}`,
  ]),
];

const HOSTS = ['localhost', '127.0.0.1:80', '[::1]', '', 'a b', 'a/b', 'localhost:x', 'evil.example'];
const FRAMES = [
  ['GET /ten.txt', 'Content-Length: 0'],
  ['GET /ten.txt', 'Content-Length: -1'],
  ['GET /ten.txt', 'Content-Length: 1, 1'],
  ['GET /ten.txt', 'Content-Length: 0', 'Content-Length: 0'],
  ['GET /ten.txt', 'Content-Length: 1', 'Transfer-Encoding: chunked'],
  ['GET /ten.txt', 'Transfer-Encoding: gzip'],
  ['GET /ten.txt', 'X : y'],
  ['GET /ten.txt', ': y'],
  ['GET /ten.txt', 'X'],
  ['GET /ten.txt', 'X: a\0b'],
  ['GET /ten.txt', 'Expect: 100-continue'],
  ['GET /ten.txt', 'Expect: x'],
];

const ALL = [
  ...[...REQUESTS, ...METHODS, ...RANGES, ...OTHER_RANGES, ...CONDITIONS, ...COMBINED, ...FRAMES],
  ...HOSTS.map((host) => ['GET /ten.txt', `Host: ${host}`]),
];

interface Seen {
  readonly status: number;
  readonly [field: string]: unknown;
}

interface Difference {
  readonly why: string;
  /** Of the request as `line | field | field`. */
  readonly when: RegExp;
  readonly ours: number;
  readonly nginx: number;
}

/** All there are, and why ours is meant so. The first that fits a request counts. */
const DIFFERENCES: readonly Difference[] = [
  { why: 'an encoded slash is no separator', when: /^GET \/dir%2f/, ours: 404, nginx: 200 },
  { why: 'a path that is not UTF-8 is refused, not looked for', when: /^GET \/%C3$/, ours: 400, nginx: 404 },
  { why: 'a target has no fragment (RFC 9112 §3.2.1)', when: /#/, ours: 400, nginx: 200 },
  { why: 'a folder that is not listed does not say that it is there', when: /\/none\/$/, ours: 404, nginx: 403 },
  { why: 'OPTIONS is answered', when: /^OPTIONS/, ours: 204, nginx: 405 },
  {
    why: 'the server takes POST nowhere, whether a file is there or not',
    when: /^POST \/missing/,
    ours: 405,
    nginx: 404,
  },
  { why: 'unknown methods are 501 (RFC 9110 §15.6.2)', when: /^(FOO|PROPFIND)/, ours: 501, nginx: 405 },
  { why: 'methods are any token (RFC 9110 §9.1)', when: /^get/, ours: 501, nginx: 400 },
  {
    why: 'a range of nothing cannot be satisfied',
    when: /empty\.txt \| Range: bytes=(0-|0-0|-0)$/,
    ours: 416,
    nginx: 200,
  },
  { why: 'Range is for GET (RFC 9110 §14.2)', when: /^HEAD .*Range: bytes=(0-1|-1)$/, ours: 200, nginx: 206 },
  { why: 'Range is for GET (RFC 9110 §14.2)', when: /^HEAD .*Range: bytes=(99-|-0)$/, ours: 200, nginx: 416 },
  { why: 'a number of any length is a number', when: /Range: bytes=0-9999/, ours: 206, nginx: 416 },
  {
    why: 'empty list elements are ignored (RFC 9110 §5.6.1)',
    when: /ten\.txt \| Range: bytes=(,0-1|0-1,)$/,
    ours: 206,
    nginx: 416,
  },
  { why: 'no space belongs there', when: /GET .*Range: bytes= 0-1/, ours: 200, nginx: 206 },
  { why: 'the same bytes twice are an attack', when: /Range: bytes=0-0,0-0/, ours: 200, nginx: 206 },
  {
    why: 'a malformed Range is ignored (RFC 9110 §14.2)',
    when: /Range: bytes=(5-2|-|a-b|0-1,x|0-1;)$/,
    ours: 200,
    nginx: 416,
  },
  {
    why: 'any later date matches (RFC 9110 §13.1.3)',
    when: /^(GET|HEAD) \/ten.txt \| If-Modified-Since: .*:07 GMT$/,
    ours: 304,
    nginx: 200,
  },
  {
    why: 'any later date matches (RFC 9110 §13.1.3)',
    when: /If-Modified-Since: .*:07 GMT \| Range/,
    ours: 304,
    nginx: 206,
  },
  {
    why: 'what is no date is ignored (RFC 9110 §13.1.4)',
    when: /ten.txt \| If-Unmodified-Since: never$/,
    ours: 200,
    nginx: 412,
  },
  {
    why: 'what is no date is ignored (RFC 9110 §13.1.4)',
    when: /If-Unmodified-Since: never \| Range/,
    ours: 206,
    nginx: 412,
  },
  { why: 'If-None-Match overrides the date', when: /If-None-Match: TAG \| If-Modified-Since/, ours: 304, nginx: 200 },
  { why: 'If-Match overrides the date', when: /If-Match: TAG \| If-Unmodified-Since/, ours: 200, nginx: 412 },
  { why: 'a field line has a colon', when: /\| X$/, ours: 400, nginx: 200 },
  { why: 'no content is wanted, so none is asked for', when: /Expect: 100-continue/, ours: 200, nginx: 100 },
  { why: 'an expectation that is not met (RFC 9110 §10.1.1)', when: /Expect: x/, ours: 417, nginx: 200 },
  { why: 'a port is a number', when: /Host: localhost:x/, ours: 400, nginx: 200 },
  { why: 'a name bound to our address is not ours', when: /Host: evil/, ours: 421, nginx: 200 },
];

const FIELDS_OF_CONTENT = ['content-range', 'content-length', 'last-modified', 'content-type'];
const FIELDS_OF_REFUSALS = ['content-range', 'location'];

/** What a client is told, without what only names the server or the moment. */
async function ask(port: number, [line = '', ...fields]: readonly string[]): Promise<Seen> {
  const host = fields.some((field) => field.startsWith('Host:')) ? [] : ['Host: localhost'];
  const client = new WireClient(port);
  client.send([`${line} HTTP/1.1`, ...host, ...fields, '', ''].join('\r\n'));
  try {
    const { status, fields: told, content } = await client.answer(line.split(' ')[0]);
    const isContent = status >= 200 && status < 300 && !line.startsWith('OPTIONS');
    const names = isContent ? FIELDS_OF_CONTENT : FIELDS_OF_REFUSALS;
    const kept = Object.fromEntries(names.map((name) => [name, told[name]]));
    return { status, ...kept, content: isContent ? content.toString() : undefined };
  } finally {
    client.close();
  }
}

async function tagOf(port: number): Promise<string> {
  const client = new WireClient(port);
  client.send('GET /ten.txt HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const { etag = '' } = (await client.answer()).fields;
  client.close();
  return etag;
}

const isThere = findProgram('nginx') !== undefined;
if (!isThere) console.warn('SKIPPED: nginx is not installed, so nothing is compared with it.');

describe.runIf(isThere)('beside nginx (skipped where it is not installed)', () => {
  let nginx: Nginx;
  let ours: number;
  let tags: { ours: string; nginx: string };
  const met = new Set<Difference>();

  beforeAll(async () => {
    const root = await tempFolder(FILES);
    for (const name of Object.keys(FILES)) await utimes(join(root, name), MODIFIED, MODIFIED);
    ours = (await serve(root, { listing: false, compression: false })).port;
    nginx = await startNginx(root);
    tags = { ours: await tagOf(ours), nginx: await tagOf(nginx.port) };
  });
  afterAll(() => nginx.stop());

  test.each(ALL.map((request) => [request.join(' | ')]))('%s', async (name) => {
    const request = name.split(' | ');
    const [mine, theirs] = await Promise.all([
      ask(
        ours,
        request.map((field) => field.replace('TAG', tags.ours)),
      ),
      ask(
        nginx.port,
        request.map((field) => field.replace('TAG', tags.nginx)),
      ),
    ]);
    const difference = DIFFERENCES.find(({ when }) => when.test(name));
    if (difference) {
      met.add(difference);
      expect([mine.status, theirs.status]).toEqual([difference.ours, difference.nginx]);
    } else expect(mine).toEqual(theirs);
  });

  test('every difference in the table was met', () => {
    expect(DIFFERENCES.filter((difference) => !met.has(difference))).toEqual([]);
  });
});
