import { ANN } from '../support/site.ts';
import { type Batch, makeBatch } from './batch.ts';
import type { Random } from './random.ts';

/** Where the features of the site answer (`support/site.ts`), but what fails or breaks off by design. */
const PLACES = [
  ...['/', '/about', '/bytes.bin', '/list/', '/docs/', '/docs/guide', '/old/x', '/find/y', '/.portico/live-reload.js'],
  ...['/inspect', '/inspect/echo', '/inspect/status/404', '/inspect/delay/0', '/canned/x', '/login', '/any'],
  ...['/api', '/api/posts', '/api/posts/1', '/api/profile', '/inbox/', '/inbox/x.txt', '/inbox/there.txt'],
  ...['/up/x', '/up/moved', '/up/dirty', '/gone/x', '/hello', '/shout', '/url', '/stream'],
  ...['/cgi-bin/env.pl', '/cgi-bin/near.pl', '/cgi-bin/echo.pl', '/hello.php'],
];
const ORIGINS = ['http://app.test', 'http://evil.test', 'null'];
const FORM = '--XX\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n--XX--\r\n';
const CONTENTS: readonly (readonly [type: string, content: string])[] = [
  ['application/json', '{"title":"x"}'],
  ['application/json', '{"a":'],
  ['application/json', '[1]'],
  ['application/x-www-form-urlencoded', 'a=b&c=%zz'],
  ['multipart/form-data; boundary=XX', FORM],
  ['multipart/form-data; boundary=XX', FORM.slice(0, 60)],
  ['multipart/form-data', FORM],
  ['text/plain', 'hi'],
  ['text/plain', ''],
];

/** As `makeBatch`, sent to the places of the features, most of it with credentials, and a write in front. */
export function makeFeatureBatch(random: Random): Batch {
  const batch = makeBatch(random);
  const odd = batch.bytes
    .toString('latin1')
    .replace(/^([A-Z]+) (\/\S*) (HTTP\/1\.1\r\n)/gm, (_, method: string, target: string, rest: string) => {
      const place = random.chance(0.8) ? random.pick(PLACES) + (random.chance(0.3) ? target : '') : target;
      return `${method} ${place} ${rest}${oddFields(random)}`;
    });
  const bytes = Buffer.from(random.chance(0.7) ? write(random) + odd : odd, 'latin1');
  return { ...batch, bytes, requests: batch.requests + 1, splitAt: random.below(bytes.length + 1) };
}

function oddFields(random: Random): string {
  return [
    random.chance(0.9) ? `Authorization: ${ANN}\r\n` : '',
    random.chance(0.15) ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : '',
    random.chance(0.2) ? `Origin: ${random.pick(ORIGINS)}\r\n` : '',
  ].join('');
}

function write(random: Random): string {
  const [type, content] = random.pick(CONTENTS);
  const method = random.pick(['POST', 'PUT', 'PATCH', 'DELETE']);
  const head = [
    `${method} ${random.pick(PLACES)} HTTP/1.1`,
    'Host: localhost',
    `Authorization: ${ANN}`,
    `Content-Type: ${type}`,
    ...(random.chance(0.1) ? ['Expect: 100-continue'] : []),
  ];
  if (random.chance(0.5)) {
    const excess = random.chance(0.1) ? 5 : 0;
    return [...head, `Content-Length: ${content.length + excess}`, '', content].join('\r\n');
  }
  const chunk = content === '' ? '' : `${content.length.toString(16)}\r\n${content}\r\n`;
  return [...head, 'Transfer-Encoding: chunked', '', `${chunk}0\r\n\r\n`].join('\r\n');
}
